/** For whoever stands before an empty tools list: the diagnosis, the evidence, the fix, and then everything that was found. */
import { standing } from "../../checks/check";
import { findingText } from "../../checks/report/text";
import { plain } from "../../checks/report/words";
import type { Observation } from "../evidence";
import { differenceRule, gapRule } from "../diagnosis/live-rules";
import type { Examination } from "./examination";

/** Formats an examination for a terminal. */
export function text(examination: Examination): string {
  const { diagnosis, system, logQuery } = examination;
  const findings = diagnosis.report.deployments.flatMap((deployment) => deployment.findings);
  const [evidence, undecided] = [
    findings.filter((finding) => standing(finding) !== "undecided" && !isSeen(finding.rule, system.observations)),
    findings.filter((finding) => standing(finding) === "undecided" && finding.rule !== gapRule),
  ];
  const good = system.observations.filter(({ symptom }) => symptom === undefined);
  const bad = system.observations.filter(({ symptom }) => symptom !== undefined);
  const differs = evidence.filter(({ rule }) => rule === differenceRule);
  const found = evidence.filter(({ rule }) => rule !== differenceRule);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["What to do", diagnosis.fixes.map((fix) => `  ${plain(fix)}`)],
    ["Seen on the wire, in logs and in the token", [...bad.map(seenText("✘")), ...good.map(seenText("✔"))]],
    ["What the layers say", found.map((finding) => findingText(finding))],
    ["What differs from the deployment file", differs.map((finding) => findingText(finding))],
    ["Whether the person gets in", (system.person ?? []).map(personText)],
    ["What cannot be told", undecided.map((finding) => findingText(finding))],
    [
      "What could not be read",
      system.gaps.map(
        ({ witness, what, because, needs }) =>
          `  ${witness}: ${plain(what)}\n    because ${plain(because)}${needs === undefined ? "" : `\n    it needs ${plain(needs)}`}`,
      ),
    ],
    ["What the server's own log says", logQuery === undefined ? [] : [indented(logQuery)]],
  ];
  const parts = sections.flatMap(([title, lines]) => (lines.length === 0 ? [] : [`${title}\n${lines.join("\n")}`]));
  const end = `Nothing was changed: ${system.requests} requests, all of which only read.`;
  return `${[plain(diagnosis.sentence), ...parts, end].join("\n\n")}\n`;
}

function isSeen(rule: string, observations: readonly Observation[]): boolean {
  return observations.some(({ symptom }) => symptom === rule);
}

function seenText(mark: string): (observation: Observation) => string {
  return ({ witness, seen, at, time }) =>
    `  ${mark} ${witness}: ${plain(seen)}\n      at ${plain(at)}${time === undefined ? "" : `, ${plain(time)}`}`;
}

function personText({
  login,
  connection,
  outcome,
  why,
  fix,
}: NonNullable<Examination["system"]["person"]>[number]): string {
  const mark = { admitted: "✔", refused: "✘", undecided: "?" }[outcome];
  const what = `  ${mark} ${JSON.stringify(login)}, connection ${JSON.stringify(connection)}: ${outcome}, ${why}`;
  return plain(fix === undefined ? what : `${what} ${fix}`);
}

function indented(lines: string): string {
  return lines.replaceAll(/^/gm, "  ");
}
