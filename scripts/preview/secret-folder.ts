import { closeSync, mkdtempSync, openSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder for plan files, which hold client secrets: readable for its owner alone, as is every file in it, and gone however this process
 * ends.
 */
export class SecretFolder {
  private readonly path = realpathSync(mkdtempSync(join(tmpdir(), "passthrough-plan-")));

  constructor() {
    process.on("exit", this.remove);
  }

  /** An empty file, for others to write into: what exists keeps its mode. */
  file(name: string): string {
    const path = join(this.path, name);
    closeSync(openSync(path, "w", 0o600));
    return path;
  }

  /** Removes the folder with all in it. */
  readonly remove = (): void => {
    rmSync(this.path, { recursive: true, force: true });
    process.off("exit", this.remove);
  };
}
