/** For people in a terminal: verdict, what the layers say about scopes, then what is wrong. */
import { standing, type JudgedFinding, type JudgedWiring, type Report } from "../check";
import type { FormatOptions } from "./format";
import { columns, scopeMatrices, type Matrix } from "./scope-matrix";
import { countsText, placeText, plain, positionText, summary } from "./words";
import { count } from "../check";

type Paint = (text: string, colour: Colour) => string;
type Colour = keyof typeof codes;

/** Select Graphic Rendition. @see https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ */
const codes = { bold: 1, red: 31, green: 32, yellow: 33, cyan: 36, dim: 2 } as const;

const colours = { error: "red", warning: "yellow", undecided: "cyan", accepted: "dim" } as const;

/** Formats a report for a terminal. */
export function text(report: Report, { colour = false }: FormatOptions = {}): string {
  const paint: Paint = (shown, name) => (colour ? `\u001b[${codes[name]}m${shown}\u001b[0m` : shown);
  const verdictColour = { pass: "green", fail: "red", undecided: "cyan" } as const;
  const parts = [
    paint(summary(report), verdictColour[report.verdict]),
    ...report.deployments.map((deployment) => deploymentText(deployment, paint)),
    ...needlessText(report),
  ];
  return `${parts.join("\n\n")}\n`;
}

function deploymentText({ wiring, findings }: JudgedWiring, paint: Paint): string {
  const head = `${paint(plain(wiring.name), "bold")} (${wiring.origin}): ${countsText(count(findings))}`;
  return [
    head,
    ...scopeMatrices(wiring).map((matrix) => matrixText(matrix)),
    ...findings.map((finding) => findingText(finding, paint)),
  ].join("\n\n");
}

function matrixText({ connection, rows }: Matrix): string {
  const width = Math.max(...rows.map(({ scope }) => plain(scope).length), 8);
  const head = `  connection ${JSON.stringify(connection)}`;
  if (rows.length === 0) return `${head}: no layer says a scope`;
  const line = (cells: readonly string[], scope: string): string =>
    `    ${scope.padEnd(width)}  ${cells.map((cell) => cell.padEnd(10)).join("  ")}`.trimEnd();
  return [
    head,
    line(columns, ""),
    ...rows.map(({ scope, cells }) =>
      line(
        columns.map((column) => cells[column]),
        plain(scope),
      ),
    ),
  ].join("\n");
}

/** One finding with its ends, what to write instead and what would have to be known. */
export function findingText(finding: JudgedFinding, paint: Paint = (shown) => shown): string {
  const state = standing(finding);
  const lines = [`  ${paint(`${state}  ${finding.rule}`, colours[state])}`, `    ${plain(finding.message)}`];
  const layer = Math.max(0, ...finding.ends.map((end) => end.layer.length));
  for (const end of finding.ends) {
    lines.push(`      ${end.layer.padEnd(layer)}  ${plain(end.what)}: ${plain(end.shown)}`);
    const position = positionText(end.source);
    lines.push(
      `      ${" ".repeat(layer)}  at ${plain(placeText(end.source))}${position ? ` (${plain(position)})` : ""}`,
    );
  }
  if (finding.fix !== undefined) lines.push(`    Fix: ${plain(finding.fix)}`);
  if (finding.missing !== undefined) lines.push(`    To decide, one would have to know: ${plain(finding.missing)}`);
  if (finding.accepted !== undefined) lines.push(`    Accepted: ${plain(finding.accepted)}`);
  return lines.join("\n");
}

/** What to take out of the acceptances file; nothing where every entry is needed. */
export function needlessText({ needless }: Pick<Report, "needless">): readonly string[] {
  if (needless.length === 0) return [];
  const lines = needless.map(
    ({ position, rule, deployment, at }) =>
      `  ${plain(position.file)}:${position.line}:${position.column}  ${rule} in ${plain(deployment)} at ${plain(at)}`,
  );
  return [["Acceptances that no finding needs; take them out:", ...lines].join("\n")];
}
