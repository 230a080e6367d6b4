import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The files that an app begins with: `main` of its `package.json`, which may be a pattern with `*`, `**`, `?` and `{a,b}`.
 * @returns paths in alphabetical order; none where nothing matches
 * @see https://learn.microsoft.com/azure/azure-functions/functions-reference-node#registering-a-function
 */
export function mainFiles(folder: string): readonly string[] {
  const { main = "index.js" } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { main?: string };
  const pattern = patternOf(main.replace(/^\.\//, ""));
  return filesIn(folder)
    .filter((file) => pattern.test(file))
    .sort()
    .map((file) => join(folder, file));
}

function filesIn(folder: string, prefix = ""): readonly string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = `${prefix}${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return entry.name === "node_modules" ? [] : filesIn(folder, `${path}/`);
  });
}

const wildcards: Readonly<Record<string, string>> = { "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" };

function patternOf(glob: string): RegExp {
  return new RegExp(`^${expressionOf(glob)}$`);
}

function expressionOf(glob: string): string {
  return glob.replaceAll(/\{([^{}]*)\}|\*\*\/|\*\*|[*?]|[.+^$()|[\]\\{}]/g, (part, choices?: string) =>
    choices === undefined ? (wildcards[part] ?? `\\${part}`) : `(?:${choices.split(",").map(expressionOf).join("|")})`,
  );
}
