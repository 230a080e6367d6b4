import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { readHostFile } from "../../../../checks/wiring/readers/host-file";
import type { HostFile } from "../../../../checks/wiring/wiring-function-app";
import { inTemporaryFolder } from "../../../support/temporary-folder";

function read(text: string): Promise<HostFile> {
  return inTemporaryFolder((folder) => {
    writeFileSync(join(folder, "host.json"), text);
    return readHostFile(folder);
  });
}

test.each<[string, string, HostFile["hosting"], unknown]>([
  [
    "the server of the examples",
    '{"configurationProfile": "mcp-custom-handler", "customHandler": {"http": {"DefaultAuthorizationLevel": "anonymous"}}}',
    "self-hosted",
    "anonymous",
  ],
  [
    "a self-hosted server that demands a key",
    '{"configurationProfile": "mcp-custom-handler"}',
    "self-hosted",
    undefined,
  ],
  [
    "the extension",
    '{"extensions": {"mcp": {"system": {"webhookAuthorizationLevel": "Anonymous"}}}}',
    "mcp-extension",
    "Anonymous",
  ],
  ["the extension with a comment", '{ // why\n "extensions": {"mcp": {}}}', "mcp-extension", undefined],
  ["something else", '{"version": "2.0"}', "neither", undefined],
])("%s", async (_, text, hosting, level) => {
  const file = await read(text);
  expect(file.hosting).toBe(hosting);
  expect(file.authorizationLevel?.kind === "literal" ? file.authorizationLevel.value : undefined).toBe(level);
});

test("says where the level stands", async () => {
  const { authorizationLevel } = await read(
    '{"extensions": {"mcp": {"system": {\n  "webhookAuthorizationLevel": "System"}}}}',
  );
  expect(authorizationLevel?.source).toMatchObject({
    path: "extensions.mcp.system.webhookAuthorizationLevel",
    position: { line: 2, column: 32 },
  });
});

test.each([
  ["{", "It is not JSON"],
  ["[]", "host.json must be an object"],
])("%s is refused", async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});

test("a folder without it is refused", () => {
  expect(() => readHostFile("/nowhere")).toThrow("/nowhere/host.json: It cannot be read: it does not exist.");
});
