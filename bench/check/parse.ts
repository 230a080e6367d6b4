/** Reads a file and parses it as JSON: `parse.ts <file to begin with> <file>`. Prints a measurement of the second. */
import { readFileSync } from "node:fs";
import { measureWarm } from "./measure-warm";

const [first = "", file = ""] = process.argv.slice(2);

measureWarm((path) => void JSON.parse(readFileSync(path, "utf8")), first, file);
