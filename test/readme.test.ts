/** Every command of README.md does what README.md says, on the local cloud. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { selectDeployments } from "../contract/deployment-file/select-deployments";
import { openLocalWorkspace, type LocalWorkspace } from "../scripts/local/workspace";
import { projectFolder, runCommand } from "./support/command";

const readme = readFileSync(join(projectFolder, "README.md"), "utf8");

/** The lines of all blocks of one language. */
function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)\\n\`\`\`$`, "gm"))].map(
    ([, block = ""]) => block,
  );
}

/** The output that stands right below a command. */
function shownBelow(command: string): string {
  return readme.split(`\n${command}\n\`\`\`\n\n\`\`\`text\n`)[1]?.split("\n```", 1)[0] ?? "";
}

const commands = blocks("sh").flatMap((block) => block.split("\n"));
const install = "npm ci && ";

let workspace: LocalWorkspace;

beforeAll(async () => {
  workspace = await openLocalWorkspace(selectDeployments([]));
});

afterAll(async () => workspace.close());

test("the first screen has the two commands, and continuous integration runs the second", () => {
  expect(commands.slice(0, 2)).toEqual([`${install}npm start`, `${install}npm test`]);
  const integration = readFileSync(join(projectFolder, ".ci", "run"), "utf8").split("\n");
  expect(integration).toEqual(expect.arrayContaining(["npm ci", "npm test"]));
  const screen = readme.split("\n").slice(0, 60).join("\n");
  expect(screen).toContain(`${install}npm test`);
});

test("npm start prints what the first screen shows", async () => {
  const { exitCode, stdout, stderr } = await run("npm start --silent");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const [shown = ""] = blocks("text");
  const printed = stable(stdout);
  const shownParts = stable(shown).split("[…]\n");
  expect(printed.startsWith(shownParts[0] ?? "")).toBe(true);
  expect(printed.endsWith(shownParts.at(-1) ?? "")).toBe(true);
  let from = 0;
  for (const part of shownParts) {
    expect(printed.slice(from)).toContain(part);
    from = printed.indexOf(part, from) + part.length;
  }
});

// The commands of a person at Azure: they approve by hand, and their credentials come from elsewhere.
test.each(commands.slice(2).map((command) => [command]))("%s", async (command) => {
  const { exitCode, stdout, stderr } = await run(command, { ...workspace.environment, CDKTF_AUTO_APPROVE: "true" });
  expect({ exitCode, errors: exitCode === 0 ? "" : stdout + stderr }).toEqual({ exitCode: 0, errors: "" });
  for (const part of stable(shownBelow(command)).split("[…]")) expect(stable(stdout)).toContain(part.trim());
});

function run(command: string, env: NodeJS.ProcessEnv = {}): ReturnType<typeof runCommand> {
  return runCommand("bash", ["-c", command], { env: { ...env, CI: "1" } });
}

/** Without what differs from run to run: seconds, ids in names, the version of Terraform. */
function stable(text: string): string {
  return text
    .trim()
    .replaceAll(/\d+\.\d s/g, "… s")
    .replaceAll(/(connection "?[\w-]+)-[0-9a-f]{6}/g, "$1-…")
    .replaceAll(/Terraform \d+\.\d+\.\d+/g, "Terraform …");
}
