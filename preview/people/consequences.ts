/** What follows for people where a rule of severity error fails: the words with which a comment begins. */
import type { JudgedFinding } from "../../checks/check";
import { standing } from "../../checks/check";

/**
 * `sign-in`: people get no token. `calls`: they do, and their calls fail. `later`: it ends after about an hour. `access`: people get in who
 * should not. `other`: the apply fails, or something else is wrong.
 */
export type Consequence = "sign-in" | "calls" | "later" | "access" | "other";

/** Rules by what follows from them. Where several fail, the first consequence of this list is told. */
export const consequences: Readonly<Record<Consequence, readonly string[]>> = {
  "sign-in": [
    "app-inactive",
    "app-secret-omitted",
    "assigned-group-not-admitted",
    "client-secret-missing",
    "client-unknown",
    "code-flow-impossible",
    "connection-requests-no-scopes",
    "endpoints-of-different-issuers",
    "gate-answer-not-401",
    "gate-metadata-missing",
    "grant-missing",
    "group-never-admitted",
    "group-not-assigned",
    "no-policy-rule-admits-request",
    "nobody-assigned",
    "organization-authorization-server",
    "pkce-demanded",
    "policy-inactive",
    "protocol-scopes-not-granted",
    "redirect-for-other-platform",
    "redirect-literal",
    "redirect-not-registered",
    "scope-form-wrong",
    "scope-not-exposed",
    "scope-not-granted",
    "scopes-of-two-resources",
    "secret-of-other-app",
    "sign-in-url-wrong",
    "token-authentication-unusable",
    "version-1-endpoints",
  ],
  calls: [
    "advertised-differs-from-exposed",
    "audience-not-accepted-by-gate",
    "audience-not-accepted-by-server",
    "client-not-allowed-at-gate",
    "client-not-allowed-by-server",
    "connection-kind-wrong",
    "easy-auth-client-differs-from-audience",
    "endpoint-of-other-hosting",
    "gate-provider-differs",
    "host-key-on",
    "issuer-not-expected-by-server",
    "required-scope-not-requested",
    "resource-differs-from-target",
    "scope-not-advertised",
    "self-hosted-flag-missing",
    "server-url-differs",
    "target-not-https",
    "target-of-other-app",
    "token-version-1",
    "tool-of-missing-connection",
    "tool-scopes-missing",
    "tool-type-wrong",
    "tool-without-connection",
  ],
  later: ["connection-changed-in-place", "offline-access-not-requested", "refresh-grant-missing", "refresh-url-wrong"],
  access: [
    "assignment-not-demanded",
    "exclusion-without-effect",
    "gate-lets-anonymous-in",
    "gate-missing",
    "gate-path-excluded",
    "gate-second-provider",
    "granted-but-not-requested",
    "group-found-by-prefix",
    "group-scope-by-own-consent",
    "group-scope-through-other-client",
    "policy-rule-defeated",
    "redirect-at-other-client",
    "redirect-wildcard",
  ],
  other: [
    "connection-name-invalid",
    "connection-reads-resource-output",
    "policy-rule-without-people",
    "sample-values-not-refused",
    "scopes-not-a-list",
    "secret-literal",
  ],
};

const byRule: ReadonlyMap<string, Consequence> = new Map(
  (Object.entries(consequences) as [Consequence, readonly string[]][]).flatMap(([consequence, rules]) =>
    rules.map((rule) => [rule, consequence] as const),
  ),
);

/** What follows from a rule. */
export function consequenceOf(rule: string): Consequence {
  return byRule.get(rule) ?? "other";
}

/** Rules that hit some of a connection's people or tools; who may use what tells them apart. */
const hitsSome: ReadonlySet<string> = new Set([
  "advertised-differs-from-exposed",
  "assigned-group-not-admitted",
  "group-never-admitted",
  "group-not-assigned",
  "required-scope-not-requested",
  "tool-scopes-missing",
]);

/** Whether a finding says that nobody can use a connection. An acceptance changes nothing of that. */
export function closes({ outcome, rule, severity }: JudgedFinding): boolean {
  if (outcome !== "fail" || severity !== "error" || hitsSome.has(rule)) return false;
  return ["sign-in", "calls"].includes(consequenceOf(rule));
}

/** The errors that nobody accepted, those with the gravest consequence first. */
export function gravestFirst(findings: readonly JudgedFinding[]): readonly JudgedFinding[] {
  const order = Object.keys(consequences);
  const rank = ({ rule }: JudgedFinding): number => order.indexOf(consequenceOf(rule));
  return findings.filter((finding) => standing(finding) === "error").toSorted((one, other) => rank(one) - rank(other));
}
