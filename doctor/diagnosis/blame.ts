/** Which layer is wrong where several disagree. */
import type { Difference } from "../drift/fact";
import type { Finding, Layer } from "../../checks/finding";

/** The layers in the order in which a sign-in passes them. */
export const layersInOrder: readonly Layer[] = ["connection", "identity", "access policy", "function app", "agent"];

/** The earlier of two layers comes first. */
export function byOrder(one: Layer, other: Layer): number {
  return layersInOrder.indexOf(one) - layersInOrder.indexOf(other);
}

/**
 * For rules whose ends stand in several layers, or in another than the one that decides: the layer that is wrong where nobody knows what was meant. The API comes first, and what
 * is about it comes after; so the side that refers to the other is the one that is usually mistaken.
 */
const usual: Readonly<Record<string, Layer>> = {
  "advertised-differs-from-exposed": "function app",
  "allowed-tool-without-scopes": "function app",
  "assigned-group-not-admitted": "access policy",
  "assignment-not-demanded": "access policy",
  "audience-not-accepted-by-gate": "function app",
  "audience-not-accepted-by-server": "function app",
  "client-not-allowed-at-gate": "function app",
  "client-not-allowed-by-server": "function app",
  "client-unknown": "connection",
  "easy-auth-client-differs-from-audience": "function app",
  "gate-path-excluded": "function app",
  "gate-provider-differs": "function app",
  "grant-missing": "access policy",
  "group-not-assigned": "access policy",
  "issuer-not-expected-by-server": "function app",
  "nobody-assigned": "access policy",
  "no-policy-rule-admits-request": "access policy",
  "protocol-scopes-not-granted": "access policy",
  "redirect-at-other-client": "identity",
  "redirect-for-other-platform": "identity",
  "redirect-literal": "identity",
  "redirect-not-registered": "identity",
  "required-scope-not-requested": "connection",
  "scope-not-advertised": "function app",
  "scope-not-exposed": "connection",
  "scope-not-granted": "access policy",
  "server-url-differs": "agent",
};

/**
 * The layer that a finding blames: the one that differs from the deployment file where that tells, else the usual one for its rule, else the earliest.
 */
export function blamedBy(finding: Finding, differences: readonly Difference[]): Layer {
  const ends = [...new Set(finding.ends.map(({ layer }) => layer))];
  const [exact] = differencesOf(finding, differences);
  if (exact !== undefined) return exact.layer;
  const [inLayer] = differences
    .filter(({ layer }) => ends.includes(layer))
    .toSorted((a, b) => byOrder(a.layer, b.layer));
  if (inLayer !== undefined) return inLayer.layer;
  return usual[finding.rule] ?? ends.toSorted(byOrder)[0] ?? "connection";
}

/** The differences that stand where a finding has an end, or hold or belong to such a place: what is missing stands at its holder. */
export function differencesOf(finding: Finding, differences: readonly Difference[]): readonly Difference[] {
  return differences.filter(({ live }) =>
    finding.ends.some(
      ({ source }) =>
        source.address === live.source.address &&
        (source.path.startsWith(live.source.path) || live.source.path.startsWith(source.path)),
    ),
  );
}
