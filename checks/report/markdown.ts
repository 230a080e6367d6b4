/** For a comment on a pull request. */
import { standing, type JudgedFinding, type JudgedWiring, type Report } from "../check";
import type { Rule } from "../rule";
import { columns, scopeMatrices, type Matrix } from "./scope-matrix";
import { placeText, plain, positionText, summary } from "./words";

/** Formats a report as GitHub Flavored Markdown. @see https://github.github.com/gfm/ */
export function markdown(report: Report): string {
  const parts = [
    `## ${escape(summary(report))}`,
    ...report.deployments.flatMap((deployment) => deploymentParts(deployment, report.rules)),
    ...needlessParts(report),
  ];
  return `${parts.join("\n\n")}\n`;
}

function deploymentParts({ wiring, findings }: JudgedWiring, rules: readonly Rule[]): readonly string[] {
  return [
    `### ${escape(wiring.name)}`,
    ...scopeMatrices(wiring).map(matrixTable),
    ...findings.map((finding) => findingText(finding, rules)),
    ...(findings.length === 0 ? ["No findings."] : []),
  ];
}

function matrixTable({ connection, rows }: Matrix): string {
  const head = `Connection ${code(JSON.stringify(connection))}`;
  if (rows.length === 0) return `${head}: no layer says a scope.`;
  return [
    `${head}:`,
    "",
    `| scope | ${columns.join(" | ")} |`,
    `| --- | ${columns.map(() => "---").join(" | ")} |`,
    ...rows.map(
      ({ scope, cells }) =>
        `| ${code(scope).replaceAll("|", "\\|")} | ${columns.map((column) => cells[column]).join(" | ")} |`,
    ),
  ].join("\n");
}

function findingText(finding: JudgedFinding, rules: readonly Rule[]): string {
  const page = rules.find(({ id }) => id === finding.rule)?.page;
  const rule = page === undefined ? code(finding.rule) : `[${code(finding.rule)}](${page})`;
  const ends = finding.ends.map(({ layer, what, shown, source }) => {
    const position = positionText(source);
    const at = position === undefined ? placeText(source) : `${placeText(source)} (${position})`;
    return `- ${layer}: ${escape(what)} ${code(shown)} at ${code(at)}`;
  });
  const after = [
    ...(finding.fix === undefined ? [] : [`Fix: ${escape(finding.fix)}`]),
    ...(finding.missing === undefined ? [] : [`To decide, one would have to know: ${escape(finding.missing)}`]),
    ...(finding.accepted === undefined ? [] : [`Accepted: ${escape(finding.accepted)}`]),
  ];
  return [`**${standing(finding)}** ${rule}: ${escape(finding.message)}`, "", ...ends, "", ...after]
    .join("\n")
    .trimEnd();
}

function needlessParts({ needless }: Report): readonly string[] {
  if (needless.length === 0) return [];
  const lines = needless.map(
    ({ position, rule, deployment, at }) =>
      `- ${code(`${position.file}:${position.line}:${position.column}`)}: ${code(rule)} in ${escape(deployment)} at ${code(at)}`,
  );
  return [["Acceptances that no finding needs; take them out:", "", ...lines].join("\n")];
}

/** A code span that its content cannot end. */
function code(text: string): string {
  const shown = plain(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const space = /^`|`$/.test(shown) ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}

/** Text that stays text: no link, no mention, no picture can be smuggled into a comment. */
function escape(text: string): string {
  return plain(text)
    .replaceAll(/[\\`*_{}[\]<>#|~!&]/g, "\\$&")
    .replaceAll("@", "&#64;");
}
