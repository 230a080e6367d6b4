import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./packed";

/** The files that `docs/library.md` shows: code blocks that have a file's name behind the language. */
export function documentedFiles(): ReadonlyMap<string, string> {
  const text = readFileSync(join(repository, "docs", "library.md"), "utf8");
  return new Map([...text.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, name = "", code = ""]) => [name, code]));
}
