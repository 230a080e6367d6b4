/** Annotations of a pull request. @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
import { standing, type JudgedFinding, type Report } from "../check";
import { placeText, plain, summary } from "./words";

const commands = { error: "error", warning: "warning", undecided: "notice" } as const;

/** Formats a report as workflow commands; accepted findings are no annotations. */
export function github(report: Report): string {
  const lines = report.deployments.flatMap(({ wiring, findings }) =>
    findings.flatMap((finding) => annotation(wiring.name, finding)),
  );
  const needless = report.needless.map(({ position, rule, at }) =>
    command(
      "warning",
      { ...placed(position), title: "needless acceptance" },
      `No finding of ${rule} at ${plain(at)} needs this acceptance.`,
    ),
  );
  return `${[...lines, ...needless, summary(report)].join("\n")}\n`;
}

function annotation(deployment: string, finding: JudgedFinding): readonly string[] {
  const state = standing(finding);
  if (state === "accepted") return [];
  const at = finding.ends.find(({ source }) => source.position);
  const message = [
    `${plain(deployment)}: ${plain(finding.message)}`,
    ...finding.ends.map(({ layer, what, shown, source }) => plain(`${layer}: ${what} ${shown} (${placeText(source)})`)),
    ...(finding.fix === undefined ? [] : [`Fix: ${plain(finding.fix)}`]),
    ...(finding.missing === undefined ? [] : [`To decide, one would have to know: ${plain(finding.missing)}`]),
  ].join("\n");
  const position = at?.source.position;
  return [command(commands[state], { ...(position && placed(position)), title: finding.rule }, message)];
}

function placed(position: { file: string; line: number; column: number }): Record<string, string> {
  return { file: position.file, line: String(position.line), col: String(position.column) };
}

function command(name: string, properties: Record<string, string>, message: string): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${propertyText(value)}`);
  return `::${name} ${listed.join(",")}::${messageText(message)}`;
}

function messageText(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function propertyText(text: string): string {
  return messageText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
