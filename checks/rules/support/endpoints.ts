/** Which identity provider's endpoint a URL is, and of which issuer. */
import {
  compareValues,
  fromParts,
  showValue,
  textOf,
  type Comparison,
  type Part,
  type Reference,
  type Value,
} from "../../wiring/value";
import type { Wiring } from "../../wiring/wiring";
import { withoutEnd } from "./urls";

/** A step of a sign-in that a URL is for. */
export type Step = "authorize" | "token";

/** The endings of the providers' endpoints, the longest first. */
const forms = [
  { form: "organization", end: (step: Step) => `/oauth2/v1/${step}`, issuerEnd: "" },
  { form: "okta", end: (step: Step) => `/v1/${step}`, issuerEnd: "" },
  { form: "entra", end: (step: Step) => `/oauth2/v2.0/${step}`, issuerEnd: "/v2.0" },
  { form: "entra version 1", end: (step: Step) => `/oauth2/${step}`, issuerEnd: "" },
] as const;

/** An endpoint of an identity provider. */
export interface Endpoint {
  /** `organization` is Okta's authorization server that only Okta's own APIs accept tokens of. */
  readonly form: (typeof forms)[number]["form"];
  /** What its tokens name as `iss`, as far as version 2 tokens and custom authorization servers go. */
  readonly issuer: Value;
}

/** The endpoint that a URL is; undefined where it is none, or not known. */
export function endpointOf(url: Value | undefined, step: Step): Endpoint | undefined {
  for (const { form, end, issuerEnd } of forms) {
    const base = withoutEnd(url, end(step));
    if (base && base.kind !== "unknown") return { form, issuer: fromParts([...partsOf(base), issuerEnd], base.source) };
  }
  return undefined;
}

/** What would have to be known to tell which endpoint a URL is; undefined where its end is written. */
export function openUrl(url: Value): string | undefined {
  if (url.kind === "unknown") return url.reason;
  if (url.kind === "literal" || typeof url.parts.at(-1) === "string") return undefined;
  return `how ${showValue(url)} ends`;
}

/** Compares issuers; the issuer of a server that is created here and one that is formed from its id are of one server. */
export function compareIssuers({ identity }: Wiring, left: Value, right: Value): Comparison {
  const compared = compareValues(left, right);
  if (compared.outcome !== "undecided" || identity?.provider !== "okta") return compared;
  const servers = [left, right].map((issuer) => identity.servers.find((server) => isIssuerOf(issuer, server)));
  if (!servers[0] || !servers[1]) return compared;
  return { outcome: servers[0] === servers[1] ? "equal" : "different" };
}

/** Whether an issuer is surely a server's: its attribute, or `https://<organization>/oauth2/<its id>`. */
function isIssuerOf(issuer: Value, { address, id }: { readonly address: string; readonly id: Value }): boolean {
  if (issuer.kind === "unknown") return false;
  const parts = partsOf(issuer);
  const last = parts.at(-1);
  const names = ({ path }: Reference): boolean => path === "issuer" || (path === "id" && parts.length > 1);
  if (typeof last === "object") return last.address === address && names(last);
  const text = textOf(id);
  return text !== undefined && last?.endsWith(`/oauth2/${text}`) === true;
}

function partsOf(value: Exclude<Value, { kind: "unknown" }>): readonly Part[] {
  return value.kind === "literal" ? [String(value.value)] : value.parts;
}
