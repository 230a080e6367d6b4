import { readFileSync, statSync } from "node:fs";
import { text } from "node:stream/consumers";
import * as errors from "./errors";
import type { DoctorCommandOptions } from "./options";

/** What a person gave to be read. */
export interface Inputs {
  readonly token?: string;
  readonly log?: { readonly text: string; readonly name: string };
}

const standardInput = "-";
const mostBytes = 64 * 1024 * 1024;

/** Reads token and log. @throws {CannotExamine} where that is not possible */
export async function readInputs({ token, log }: Pick<DoctorCommandOptions, "token" | "log">): Promise<Inputs> {
  if (token !== undefined && token !== standardInput) throw errors.tokenAsArgument();
  if (token !== undefined && log === standardInput) throw errors.twoFromInput();
  return {
    ...(token !== undefined && { token: (await readStandardInput()).trim() }),
    ...(log !== undefined && {
      log:
        log === standardInput
          ? { text: await readStandardInput(), name: "standard input" }
          : { text: readLogFile(log), name: log },
    }),
  };
}

async function readStandardInput(): Promise<string> {
  const read = await text(process.stdin);
  if (read.length > mostBytes) throw errors.inputTooLarge("Standard input", mostBytes);
  return read;
}

function readLogFile(path: string): string {
  try {
    if (statSync(path).size > mostBytes) throw errors.inputTooLarge(`--log ${JSON.stringify(path)}`, mostBytes);
    return readFileSync(path, "utf8");
  } catch (error) {
    throw error instanceof errors.CannotExamine ? error : errors.logNotRead(path, error as NodeJS.ErrnoException);
  }
}
