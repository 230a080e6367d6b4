/** For people who synthesize: errors as a report shows them, everything else on a line, and nothing where nothing is open. */
import { count, standing, type JudgedFinding, type JudgedWiring, type Report } from "../check";
import { findingText, needlessText } from "./text";
import { countsText, plain, summary } from "./words";

/** Formats what is open at synth; an empty text where nothing is. */
export function atSynth(report: Report): string {
  const parts = [...report.deployments.flatMap((deployment) => deploymentText(deployment)), ...needlessText(report)];
  if (parts.length === 0) return "";
  const [first, last] = report.verdict === "fail" ? [[summary(report)], [howToGoOn]] : [[], []];
  return `${[...first, ...parts, ...last].join("\n\n")}\n`;
}

const howToGoOn =
  "`passthrough explain <rule>` says why a rule matters. What may stand is written, with the reason, into accepted-findings.yaml beside cdktf.json.";

function deploymentText({ wiring, findings }: JudgedWiring): readonly string[] {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  if (open.length === 0) return [];
  const errors = open.filter((finding) => standing(finding) === "error");
  const others = open.filter((finding) => standing(finding) !== "error");
  const head = `${plain(wiring.name)}: ${countsText(count(findings))}`;
  if (errors.length === 0) return [[head, ...others.map(lineOf)].join("\n")];
  return [head, ...errors.map((finding) => findingText(finding)), others.map(lineOf).join("\n")].filter(
    (part) => part !== "",
  );
}

function lineOf(finding: JudgedFinding): string {
  const missing = finding.missing === undefined ? "" : ` To decide, one would have to know: ${plain(finding.missing)}`;
  return `  ${standing(finding)}  ${finding.rule}  ${plain(finding.message)}${missing}`;
}
