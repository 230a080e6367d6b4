/**
 * For code scanning. @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * What is undecided is a result of kind `open`; what is accepted is suppressed, with its reason.
 */
import { createHash } from "node:crypto";
import type { Location, Log, ReportingDescriptor, Result } from "sarif";
import type { JudgedFinding, Report } from "../check";
import { standing } from "../check";
import type { End } from "../finding";
import type { Rule } from "../rule";
import type { Wiring } from "../wiring/wiring";
import { placeText, plain } from "./words";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Where this package is described. */
const informationUri = "https://www.npmjs.com/package/foundry-mcp-passthrough";

/** Formats a report as SARIF 2.1.0. */
export function sarif({ deployments, rules }: Report): string {
  const log: Log = {
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "passthrough",
            semanticVersion: "1.0.0",
            informationUri,
            rules: rules.map(descriptor),
          },
        },
        columnKind: "utf16CodeUnits",
        results: deployments.flatMap(({ wiring, findings }) =>
          findings.map((finding) => result(wiring, finding, rules)),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor({ id, what, why, page, severity }: Rule): ReportingDescriptor {
  return {
    id,
    name: id.replaceAll(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text: what },
    fullDescription: { text: `${what} ${why}` },
    helpUri: page,
    help: {
      text: `${what}\n\n${why}\n\n${page}`,
      markdown: `**${what}**\n\n${why}\n\n[${page}](${page})`,
    },
    defaultConfiguration: { level: severity },
    properties: { tags: ["oauth", "mcp"], precision: "high", "problem.severity": severity },
  };
}

function result(wiring: Wiring, finding: JudgedFinding, rules: readonly Rule[]): Result {
  const { rule, outcome, severity, message, ends, fix, missing, accepted } = finding;
  const [first, ...others] = ends;
  const advice = fix ?? (missing === undefined ? undefined : `To decide, one would have to know: ${missing}`);
  const state = standing(finding);
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    ...(outcome === "undecided" ? { kind: "open", level: "none" } : { level: severity }),
    message: { text: plain(advice === undefined ? message : `${message} ${advice}`) },
    locations: first ? [location(wiring, first)] : [],
    ...(others.length > 0 && {
      relatedLocations: others.map((end, index) => ({
        id: index + 1,
        ...location(wiring, end),
        message: { text: plain(`${end.layer}: ${end.what} ${end.shown}.`) },
      })),
    }),
    partialFingerprints: { "finding/v1": fingerprint(wiring, finding) },
    ...(state === "accepted" && {
      suppressions: [{ kind: "external", status: "accepted", justification: plain(accepted ?? "") }],
    }),
  };
}

function location({ name }: Wiring, { source }: End): Location {
  const { position } = source;
  return {
    ...(position && {
      physicalLocation: {
        artifactLocation: { uri: uriOf(position.file) },
        region: { startLine: position.line, startColumn: position.column },
      },
    }),
    logicalLocations: [{ fullyQualifiedName: plain(`${name}/${placeText(source)}`), kind: "resource" }],
  };
}

/** A path as a relative reference; an absolute one as a file URL. */
function uriOf(file: string): string {
  const path = file.replaceAll("\\", "/").replace(/^\.\//, "").split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${path}` : path;
}

/** The same for the same finding in another run: nothing of lines or of other findings is in it. */
function fingerprint({ name }: Wiring, { rule, ends }: JudgedFinding): string {
  const facts = [rule, name, ...ends.map(({ what, source }) => `${what} ${placeText(source)}`)];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}
