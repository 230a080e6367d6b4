/** What runs inside the processes of a site. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";
import { mainFiles } from "../../../rehearsal/functions/child/package-main";
import { childSettingsVariable } from "../../../rehearsal/functions/child/messages";
import { prepareChildFiles } from "../../../rehearsal/functions/host/child-files";
import { requirement } from "../../support/requirement";
import { inTemporaryFolder } from "../../support/temporary-folder";

requirement(
  "functions.dies-with-the-cloud",
  () =>
    inTemporaryFolder(async (folder) => {
      const { preload } = await prepareChildFiles(folder);
      const control = join(folder, "host.sock");
      // Stands for the local cloud, and is ended as nothing can prepare for.
      const host = spawn(
        process.execPath,
        [
          "-e",
          `require("node:net").createServer(() => console.log("connected")).listen(${JSON.stringify(control)}, () => console.log("ready"))`,
        ],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      await once(host.stdout, "data");
      const settings = { control, proxyUrl: "http://127.0.0.1:9", certificateAuthority: "", clockOffset: 0 };
      const child = spawn(process.execPath, ["--require", preload, "-e", "setInterval(() => undefined, 1000)"], {
        stdio: "ignore",
        env: { [childSettingsVariable]: JSON.stringify(settings) },
      });
      const ended = once(child, "exit");
      await once(host.stdout, "data");
      host.kill("SIGKILL");
      expect(await ended).toEqual([1, null]);
    }),
  "killed",
);

test.each([
  [undefined, ["index.js"]],
  ["./index.js", ["index.js"]],
  ["src/functions/*.js", ["src/functions/a.js", "src/functions/b.js"]],
  ["src/{index.js,functions/*.js}", ["src/functions/a.js", "src/functions/b.js", "src/index.js"]],
  ["**/a.js", ["src/functions/a.js"]],
  ["src/functions/?.js", ["src/functions/a.js", "src/functions/b.js"]],
  ["src/functions/a,b.js", []],
  ["missing.js", []],
])("main %j names %j", (main, expected) =>
  inTemporaryFolder((folder) => {
    const files = ["index.js", "src/index.js", "src/functions/a.js", "src/functions/b.js", "node_modules/a/a.js"];
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), "");
    }
    writeFileSync(join(folder, "package.json"), JSON.stringify({ main }));
    expect(mainFiles(folder)).toEqual(expected.map((file) => join(folder, file)));
  }),
);
