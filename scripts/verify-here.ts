/**
 * `npm run verify`: the subcommand `verify`, and with it the local cloud, which the published package does not have:
 * `npm run verify -- --local weather-okta-dev`.
 */
import { faultNames } from "../rehearsal/faults";
import { runProgram } from "./local/command";
import { verifyCommand, type LocalVerification } from "./verify";
import { diagnose } from "./verify/diagnose";

/** The clouds take a second to load, which somebody with a mistake in an argument need not wait for. */
const run: LocalVerification["run"] = async (chosen, { break: name }, interruption) => {
  const { verifyLocally } = await import("./verify/local/verify-locally.js");
  const fault = faultNames.find((each) => each === name);
  return verifyLocally(chosen, fault, interruption);
};

void runProgram(verifyCommand({ diagnose, local: { faults: faultNames, run } }).name("npm run verify --"));
