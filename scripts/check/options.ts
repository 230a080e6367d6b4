import { formatNames, type FormatName } from "../../checks/report";
import { unknownFormat, wrongOutput } from "./errors";

/** Where a report goes. */
export interface Output {
  readonly format: FormatName;
  readonly file: string;
}

/** What the command was given. */
export interface CheckOptions {
  readonly format?: FormatName;
  readonly output: readonly Output[];
  readonly strict?: boolean;
  readonly server?: string;
  readonly varFile: readonly string[];
}

/** The name of a format. */
export function formatName(name: string): FormatName {
  const known = formatNames.find((each) => each === name);
  if (known === undefined) throw unknownFormat(name, formatNames);
  return known;
}

/** One more `<format>=<file>`. */
export function addOutput(argument: string, before: readonly Output[]): readonly Output[] {
  const cut = argument.indexOf("=");
  const file = argument.slice(cut + 1);
  if (cut < 1 || file === "") throw wrongOutput(argument, formatNames);
  return [...before, { format: formatName(argument.slice(0, cut)), file }];
}

/** One more value of an option that may be repeated. */
export function addText(argument: string, before: readonly string[]): readonly string[] {
  return [...before, argument];
}
