/** Microsoft's validator of SARIF. */
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Log } from "sarif";
import { inTemporaryFolder } from "./temporary-folder";

/** Microsoft's validator for this machine; its installation script, which sets the permission, is not run. */
function validator(): string {
  const name = `@microsoft/sarif-multitool-${process.platform}`;
  const file = join(
    dirname(require.resolve(`${name}/package.json`)),
    process.platform === "win32" ? "Sarif.Multitool.exe" : "Sarif.Multitool",
  );
  if (process.platform !== "win32") chmodSync(file, 0o755);
  return file;
}

/** What the validator finds, as `ruleId level`. */
export async function validated(text: string): Promise<readonly string[]> {
  return inTemporaryFolder((folder) => {
    const [file, found] = [join(folder, "findings.sarif"), join(folder, "validated.sarif")];
    writeFileSync(file, text);
    const args = ["validate", file, "--output", found, "--rule-kind", "Sarif;Ghas", "--log", "ForceOverwrite"];
    const run = spawnSync(validator(), args, {
      encoding: "utf8",
      env: {
        ...process.env,
        DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1",
        DOTNET_BUNDLE_EXTRACT_BASE_DIR: join(folder, "unpacked"),
      },
    });
    if (run.error) throw run.error;
    const log = JSON.parse(readFileSync(found, "utf8").replace(/^\uFEFF/, "")) as Log;
    return (log.runs[0]?.results ?? []).map(({ ruleId, level }) => `${ruleId ?? "?"} ${level ?? "warning"}`);
  });
}
