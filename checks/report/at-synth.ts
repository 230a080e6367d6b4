/** For people who synthesize. Where synth stops: errors as a report shows them, everything else on a line. Where it goes on: lines alone. */
import type { Acceptance } from "../acceptances";
import { count, standing, type JudgedFinding, type JudgedWiring, type Report } from "../check";
import { findingText, needlessText } from "./text";
import { countsText, plain, summary } from "./words";

/** What stops synth, with everything else that is open. */
export function stoppedText(report: Report): string {
  const parts = [
    summary(report),
    ...report.deployments.flatMap((deployment) => deploymentText(deployment)),
    ...needlessText(report),
    howToGoOn,
  ];
  return parts.join("\n\n");
}

const howToGoOn =
  "`passthrough explain <rule>` says why a rule matters. What may stand is written, with the reason, into accepted-findings.yaml beside cdktf.json.";

function deploymentText({ wiring, findings }: JudgedWiring): readonly string[] {
  const open = openFindings(findings);
  if (open.length === 0) return [];
  const others = open.filter((finding) => standing(finding) !== "error");
  return [
    `${plain(wiring.name)}: ${countsText(count(findings))}`,
    ...open.filter((finding) => standing(finding) === "error").map((finding) => findingText(finding)),
    ...(others.length > 0 ? [others.map((finding) => `  ${noticeOf(finding)}`).join("\n")] : []),
  ];
}

/** What nobody accepted. */
export function openFindings(findings: readonly JudgedFinding[]): readonly JudgedFinding[] {
  return findings.filter(({ accepted }) => accepted === undefined);
}

/** A finding on one line. */
export function noticeOf(finding: JudgedFinding): string {
  const missing = finding.missing === undefined ? "" : ` To decide, one would have to know: ${plain(finding.missing)}`;
  return `${standing(finding)}  ${finding.rule}  ${plain(finding.message)}${missing}`;
}

/** An acceptance that no finding needs, on one line. */
export function needlessNoticeOf({ rule, at, position: { file, line, column } }: Acceptance): string {
  return `No finding of ${rule} at ${plain(at)} needs to be accepted; take it out: ${file}:${line}:${column}`;
}
