/** What runs inside the processes of a site. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
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

/** How a program may say where it listens and calls `done` then. */
const listening = {
  "a port": "server.listen(0, done)",
  "a port as text": 'server.listen("0", done)',
  "no port": "server.listen(done)",
  "a port and every address": 'server.listen(0, "0.0.0.0", done)',
  "a port, every address of IPv6 and a backlog": 'server.listen(0, "::", 16, done)',
  "a port and a backlog": "server.listen(0, 16, done)",
  options: "server.listen({ port: 0 }, done)",
  "options with every address": 'server.listen({ port: 0, host: "::", exclusive: true }, done)',
  "nothing at all": "server.once('listening', done); server.listen()",
} as const;

/** Runs a program as the host does; returns the first that it prints, and the first that it tells the host, if it must. */
async function run(program: string, folder: string, tells: boolean): Promise<readonly [printed: string, told: string]> {
  const { preload } = await prepareChildFiles(folder);
  const control = join(folder, "host.sock");
  let told = "";
  const host = createServer((socket) => {
    socket.on("data", (data: Buffer) => (told += data.toString()));
    socket.once("data", () => host.emit("told"));
    socket.on("error", () => undefined);
  });
  await once(host.listen(control), "listening");
  const settings = { control, proxyUrl: "http://127.0.0.1:9", certificateAuthority: "", clockOffset: 0 };
  const child = spawn(process.execPath, ["--require", preload, "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { [childSettingsVariable]: JSON.stringify(settings) },
  });
  try {
    const [[printed]] = await Promise.all([
      once(child.stdout, "data") as Promise<[Buffer]>,
      tells && once(host, "told"),
    ]);
    return [printed.toString(), told];
  } finally {
    child.kill("SIGKILL");
    await once(child, "close");
    host.close();
  }
}

test.each(Object.entries(listening))(
  "a program that names %s listens on loopback alone, and the host learns where",
  (_how, code) =>
    inTemporaryFolder(async (folder) => {
      const program = `const server = require("node:http").createServer();
      const done = () => console.log(JSON.stringify(server.address()));
      ${code};`;
      const [printed, told] = await run(program, folder, true);
      const { address, port } = JSON.parse(printed) as AddressInfo;
      expect(address).toBe("127.0.0.1");
      expect(JSON.parse(told)).toEqual({ type: "listening", port });
    }),
);

test("a program that listens on a path keeps it", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "own.sock");
    const program = `const server = require("node:net").createServer();
      server.listen(${JSON.stringify(path)}, () => console.log(server.address()));`;
    expect(await run(program, folder, false)).toEqual([`${path}\n`, ""]);
  }));

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
