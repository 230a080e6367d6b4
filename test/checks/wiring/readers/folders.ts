/** Folders of Terraform for tests, and what readers make of them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Argument, Block, Configuration } from "../../../../checks/wiring/configuration";
import { readConfigurations, type ReadOptions } from "../../../../checks/wiring/readers/read";
import { showValue } from "../../../../checks/wiring/value";
import { inTemporaryFolder } from "../../../support/temporary-folder";

/** Texts or bytes by path. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** Writes files and reads what they say; `path` is within the folder. */
export function readFiles(files: Files, path = ".", options: ReadOptions = {}): Promise<readonly Configuration[]> {
  return inTemporaryFolder(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const varFiles = options.varFiles?.map((file) => join(folder, file));
    try {
      return await readConfigurations(join(folder, path), varFiles ? { varFiles } : {});
    } catch (error) {
      // Messages are compared: the folder is another one in every run.
      if (error instanceof Error) error.message = error.message.replaceAll(folder, "");
      throw error;
    }
  });
}

/** The only configuration of a folder. */
export async function readModule(files: Files, options: ReadOptions = {}): Promise<Configuration> {
  const [configuration] = await readFiles(files, ".", options);
  if (!configuration) throw new Error("Nothing was read.");
  return configuration;
}

/** A block by its address. */
export function blockOf({ blocks }: Configuration, address: string): Block {
  const found = blocks.find((block) => block.address === address);
  if (!found) throw new Error(`No ${address} among ${blocks.map((block) => block.address).join(", ")}.`);
  return found;
}

/** An argument as a tree of normal forms. */
export function shown(argument: Argument | undefined): unknown {
  if (argument?.kind === "list") {
    const items = argument.items.map(shown);
    return argument.incomplete === undefined ? items : [...items, `… ${argument.incomplete}`];
  }
  if (argument?.kind === "map") {
    const entries = [...argument.entries].map(([key, value]) => [key, shown(value)] as const);
    const rest = argument.incomplete === undefined ? [] : [["…", argument.incomplete] as const];
    return Object.fromEntries([...entries, ...rest]);
  }
  return argument?.kind === "literal" ? argument.value : showValue(argument);
}

/** Everything that a configuration says, as one text: attributes are formed when they are asked for, and this asks for all. */
export function wholeText({ blocks, variables }: Configuration): string {
  return JSON.stringify([
    blocks.map((block) => [block.address, shown(block.arguments), shown(block.planned?.before), block.dependsOn]),
    variables,
  ]);
}

/** What stands for an argument `label` of an Okta app, with all its surroundings. */
export async function evaluated(expression: string, around = ""): Promise<Argument | undefined> {
  const text = `resource "okta_app_oauth" "app" {\n  label = ${expression}\n}\n${around}`;
  const configuration = await readModule({ "main.tf": text });
  return blockOf(configuration, "okta_app_oauth.app").arguments.entries.get("label");
}
