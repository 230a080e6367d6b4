import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll } from "@jest/globals";

import { DeploymentFileError } from "../../../contract/deployment-file";

/** A folder of its own for the tests of one file. */
export function temporaryFolder(): {
  path(name: string): string;
  write(files: Record<string, string | Uint8Array>): void;
} {
  let folder = "";
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "deployments-")));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    path: (name) => join(folder, name),
    write: (files) => {
      for (const [name, content] of Object.entries(files)) {
        const path = join(folder, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
      }
    },
  };
}

/** The message of the error that reading ends in, the folder's path left out. */
export function messageOf(read: () => unknown, folder: string): string {
  try {
    read();
  } catch (error) {
    if (error instanceof DeploymentFileError) return error.message.replaceAll(folder.replace(/\/?$/, "/"), "");
    throw error;
  }
  return "no error";
}
