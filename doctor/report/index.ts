/** The formats of an examination: the doctor's own for people and programs, those of the checks for where findings are collected. */
import { formats as checkFormats, type FormatName } from "../../checks/report";
import { plain } from "../../checks/report/words";
import type { Examination } from "./examination";
import { json } from "./json";
import { text } from "./text";

export type { Examination } from "./examination";

/** Turns an examination into text. */
export type ExaminationFormat = (examination: Examination) => string;

/** Every format by its name: the same names as of the checks. */
export const formats: Readonly<Record<FormatName, ExaminationFormat>> = {
  text,
  json,
  sarif: ({ diagnosis }) => checkFormats.sarif(diagnosis.report),
  github: ({ diagnosis }) => `${annotation(diagnosis)}${checkFormats.github(diagnosis.report)}`,
  markdown: ({ diagnosis }) => `${heading(diagnosis)}${checkFormats.markdown(diagnosis.report)}`,
};

/** A workflow command of its own, so that the diagnosis stands first. */
function annotation({ verdict, sentence }: Examination["diagnosis"]): string {
  const command = { broken: "error", undecided: "notice", healthy: "notice" }[verdict];
  return `::${command} title=diagnosis::${plain(sentence).replaceAll("%", "%25")}\n`;
}

/** As a quotation of code, which no name in it can turn into something else. */
function heading({ sentence }: Examination["diagnosis"]): string {
  const shown = plain(sentence);
  const longest = Math.max(2, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${shown}\n${fence}\n\n`;
}
