import { existsSync } from "node:fs";
import { readAcceptances } from "../../checks/acceptances";
import { judge, type Report } from "../../checks/check";
import { formats } from "../../checks/report";
import { InputError } from "../../checks/wiring/readers/input-error";
import { readConfigurations } from "../../checks/wiring/readers/read";
import { readWirings } from "../../checks/wiring/layers";
import type { Wiring } from "../../checks/wiring/wiring";
import { exitCodes } from "../local/command";
import { CannotJudge, nothingToJudge, notSynthesized } from "./errors";
import type { CheckOptions } from "./options";
import { hostFileOf } from "./server-folder";
import { writeReports } from "./write-reports";

/** What is judged where nothing is named: what `cdktf synth` writes, which it writes elsewhere for this variable. */
export const defaultPath = process.env["CDKTF_OUTPUT"] ?? "cdktf.out";

/**
 * Judges what lies at some paths and writes the reports.
 *
 * @returns exit code: 0 where nothing is wrong, 1 for errors, and with `--strict` for anything undecided
 * @throws {CannotJudge} where there is nothing to judge, or it cannot be read
 */
export async function runCheck(paths: readonly string[], options: CheckOptions): Promise<number> {
  const report = await reportOn(paths, options);
  writeReports(options, (format, style) => formats[format](report, style));
  const bad = report.verdict === "fail" || (options.strict === true && report.verdict === "undecided");
  return bad ? exitCodes.errors : exitCodes.good;
}

async function reportOn(paths: readonly string[], options: CheckOptions): Promise<Report> {
  try {
    const acceptances = readAcceptances();
    return judge(await wiringsAt(paths, options), acceptances);
  } catch (error) {
    // Exit code 2 belongs to what a person can mend.
    throw error instanceof InputError ? new CannotJudge(error.message) : error;
  }
}

async function wiringsAt(named: readonly string[], options: CheckOptions): Promise<readonly Wiring[]> {
  const paths = named.length > 0 ? named : [defaultPath];
  if (named.length === 0 && !existsSync(defaultPath)) throw notSynthesized(defaultPath);
  const wirings: Wiring[] = [];
  for (const path of paths) {
    const configurations = await readConfigurations(path, { varFiles: options.varFile });
    const found = configurations.flatMap((configuration) =>
      readWirings(configuration, { hostFileFor: () => hostFileOf(configuration.name, options.server) }),
    );
    if (found.length === 0) throw nothingToJudge([path]);
    wirings.push(...found);
  }
  return wirings;
}
