/**
 * `npm run doctor`: the subcommand `doctor`, and with it the local cloud, which the published package does not have:
 * `npm run doctor -- --local --break connection-scopes-empty`.
 */
import { faultNames } from "../rehearsal/faults";
import { doctorCommand, type LocalExamination } from "./doctor";
import { runProgram } from "./local/command";

/** The clouds take a second to load, which somebody with a mistake in an argument need not wait for. */
const run: LocalExamination["run"] = async (chosen, { break: name }, given, interruption) => {
  const { examineLocally } = await import("./doctor/local/examine-locally.js");
  const fault = faultNames.find((each) => each === name);
  return examineLocally(chosen, fault, given, interruption);
};

void runProgram(doctorCommand({ faults: faultNames, run }).name("npm run doctor --"));
