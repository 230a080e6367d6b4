/** `passthrough doctor` as a person runs it, kept on this machine. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { JsonExamination } from "../../../../doctor/report/json";
import { projectFolder, runCommand, type Ended } from "../../../support/command";
import { inTemporaryFolder } from "../../../support/temporary-folder";

/** Nobody is signed in, and nothing can be reached: a proxy that nobody listens at. */
export const nobody: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    ["ARM_CLIENT_ID", "ARM_CLIENT_SECRET", "ARM_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"]
      .concat(["AZURE_TENANT_ID", "OKTA_API_TOKEN", "OKTA_API_CLIENT_ID", "OKTA_API_PRIVATE_KEY"])
      .map((name) => [name, ""]),
  ),
  HTTPS_PROXY: "http://127.0.0.1:9",
  https_proxy: "http://127.0.0.1:9",
};

/** What a run has besides its arguments. */
export interface DoctorInput {
  /** @default nobody is signed in, and nothing can be reached */
  readonly env?: NodeJS.ProcessEnv;
  /** What is piped into it. @default nothing */
  readonly input?: string;
}

const command = [
  ...["--import", "tsx", "--import", pathToFileURL(join(projectFolder, "test", "support", "loopback-only.ts")).href],
  ...[join(projectFolder, "scripts", "passthrough.ts"), "doctor"],
];

/** Runs it. */
export function doctor(args: readonly string[], { env = nobody, input = "" }: DoctorInput = {}): Promise<Ended> {
  return inTemporaryFolder((folder) => {
    const piped = join(folder, "input");
    writeFileSync(piped, input);
    const run = ["-c", 'exec "$0" "$@" < "$PIPED"', process.execPath, ...command, ...args];
    return runCommand("/bin/sh", run, { env: { ...env, PIPED: piped } });
  });
}

/** What a program makes of a run: the document, and how it ended. */
export interface Examined extends Ended {
  readonly document: JsonExamination;
}

/** Runs it for a program. @throws {Error} with what was printed, where that is no JSON */
export async function examined(args: readonly string[], given?: DoctorInput): Promise<Examined> {
  const ended = await doctor([...args, "--format", "json"], given);
  if (!ended.stdout.startsWith("{")) throw new Error(`No document:\n${ended.stdout}${ended.stderr}`);
  return { ...ended, document: JSON.parse(ended.stdout) as JsonExamination };
}

/** The line of the project's file on which a text stands first. */
export function lineOf(file: string, text: string): number {
  return (
    readFileSync(join(projectFolder, file), "utf8")
      .split("\n")
      .findIndex((line) => line.includes(text)) + 1
  );
}
