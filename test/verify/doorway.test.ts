/** How a consent link reaches a person at this machine, and how the person says that the sign-in is over. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { PassThrough } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { doorwayOf, type DoorwayOptions } from "../../scripts/verify/doorway";
import type { Doorway } from "../../verify/consent";
import { inTemporaryFolder } from "../support/temporary-folder";
import { somebody } from "./support/foundry";

const link = new URL("https://global.consent.azure-apim.net/login?data=$(touch%20x);'&more");

/** Whoever looks on; nobody does without `print`. */
function doorway(options: Partial<DoorwayOptions>): Doorway {
  const { input = new PassThrough(), environment = {} } = options;
  const usual = { browser: false, input, environment, check: () => undefined };
  return doorwayOf(somebody("ada@example.com"), { ...usual, ...options });
}

describe("the link", () => {
  it("is printed whole, for the person whom it is for", async () => {
    const lines: string[] = [];
    const show = doorway({ browser: false, print: (line) => void lines.push(line) });
    expect(await show.show(link)).toBe(true);
    expect(lines[0]).toBe(`    consent link for ada@example.com: ${link.href}`);
  });

  it("reaches nobody without a terminal and without a browser", async () => {
    expect(await doorway({}).show(link)).toBe(false);
    if (process.platform === "linux") expect(await doorway({ browser: true }).show(link)).toBe(false);
  });

  it("is opened by the desktop's own program, as one argument that no shell reads", async () => {
    if (process.platform !== "linux") return;
    await inTemporaryFolder(async (folder) => {
      const script = `#!/bin/sh\nprintf '%s|' "$@" > "${folder}/part" && mv "${folder}/part" "${folder}/opened"\n`;
      writeFileSync(join(folder, "xdg-open"), script, { mode: 0o755 });
      const environment = { PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}`, DISPLAY: ":0" };
      expect(await doorway({ browser: true, environment }).show(link)).toBe(true);
      for (let tries = 0; tries < 1000 && !existsSync(join(folder, "opened")); tries += 1) await delay(10);
      expect(readFileSync(join(folder, "opened"), "utf8")).toBe(`${link.href}|`);
    });
  });

  it("is only printed where the desktop has no such program", async () => {
    if (process.platform !== "linux") return;
    await inTemporaryFolder(async (folder) => {
      const environment = { PATH: folder, DISPLAY: ":0" };
      expect(await doorway({ browser: true, environment }).show(link)).toBe(false);
      expect(await doorway({ browser: true, environment, print: () => undefined }).show(link)).toBe(true);
    });
  });
});

describe("the word that the sign-in is over", () => {
  it("is a line, whatever stands in it, once for each time it is waited for", async () => {
    const input = new PassThrough();
    const person = doorway({ input });
    for (const line of ["\n", "done\n"]) {
      const said = person.said();
      input.write(line);
      await expect(said).resolves.toBeUndefined();
    }
  });

  it("never comes from an input that has ended", async () => {
    const input = new PassThrough();
    const said = doorway({ input }).said();
    input.end("no line");
    await new Promise((resolve) => input.once("end", resolve));
    expect(await Promise.race([said.then(() => "said"), Promise.resolve("silent")])).toBe("silent");
  });
});
