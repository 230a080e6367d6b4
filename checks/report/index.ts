/** The formats of a report. */
import type { Format } from "./format";
import { github } from "./github";
import { json } from "./json";
import { markdown } from "./markdown";
import { sarif } from "./sarif";
import { text } from "./text";

/** Every format by its name. */
export const formats = { text, json, sarif, github, markdown } as const satisfies Readonly<Record<string, Format>>;

/** Name of a format. */
export type FormatName = keyof typeof formats;

/** Names of the formats, `text` first. */
export const formatNames = Object.keys(formats) as readonly FormatName[];
