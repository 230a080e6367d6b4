/** Reads a file and parses it as JSON: `parse.ts <file to begin with> <file>`. Prints a measurement of the second. */
import { readFileSync } from "node:fs";
import { measure } from "../measurement";

const [first = "", file = ""] = process.argv.slice(2);
const parse = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

parse(first);
measure(() => {
  parse(file);
});
