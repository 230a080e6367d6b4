/** A Foundry that answers what a test wants, in order. */
import { formContract } from "../../../contract/contract";
import type { HttpAnswer, HttpRequest } from "../../../doctor/http";
import { agentOf } from "../../../verify/agent";
import type { Doorway } from "../../../verify/consent";
import { explainObservations } from "../../../verify/diagnosis";
import { personOf, type Person } from "../../../verify/person";
import type { Step } from "../../../verify/steps";
import { verify, type Verification, type VerifyOptions } from "../../../verify/verify";
import { samples } from "../../support/deployments";

/** An answer: items of the Responses API, or anything else that a host says. */
export type Said = readonly object[] | Partial<HttpAnswer>;

/** A token as Entra writes it, which nobody verifies here. */
export function tokenFor(login: string, claims: object = {}): string {
  const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const known = { aud: "https://ai.azure.com", idtyp: "user", scp: "user_impersonation", name: login.split("@")[0] };
  const payload = { ...known, oid: `oid-of-${login}`, tid: samples.okta().azure.tenantId, upn: login, ...claims };
  return `${encoded({ alg: "RS256" })}.${encoded(payload)}.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg`;
}

/** Somebody with such a token. */
export function somebody(login: string): Person {
  const person = personOf(tokenFor(login));
  if (person === undefined) throw new Error("no token");
  return person;
}

/** The items of the Responses API. */
export const items = {
  consent: (link = "https://global.consent.azure-apim.net/login?data=x") => ({
    type: "oauth_consent_request",
    id: "c",
    consent_link: link,
    server_label: "weather",
  }),
  tools: (names: readonly string[], error?: unknown) => ({
    type: "mcp_list_tools",
    id: "l",
    server_label: "weather",
    tools: names.map((name) => ({ name, description: null, input_schema: {} })),
    ...(error !== undefined && { error }),
  }),
  approval: (name: string) => ({ type: "mcp_approval_request", id: `approve-${name}`, name, arguments: "{}" }),
  call: (name: string, output: string | null, error: unknown = null) => ({ type: "mcp_call", name, output, error }),
  message: (text: string) => ({ type: "message", role: "assistant", content: [{ type: "output_text", text }] }),
} as const;

/** What a test has seen. */
export interface Verified {
  readonly verification: Verification;
  readonly told: readonly Step[];
  readonly links: readonly string[];
  /** Bodies of all requests. */
  readonly asked: readonly Readonly<Record<string, unknown>>[];
}

/** How a test verifies; everything has the default of somebody who does it right. */
export interface Verifying extends Partial<Pick<VerifyOptions, "people" | "patience">> {
  /** @default whoever sees the link says at once that the sign-in is over */
  readonly doorway?: Partial<Doorway>;
}

/** Verifies the connection of readers against answers that come one after the other; the last is repeated. */
export async function verifyAgainst(answers: readonly Said[], verifying: Verifying = {}): Promise<Verified> {
  const { doorway, people = [somebody("ada@example.com")], patience = { timeout: 30, interval: 0 } } = verifying;
  const deployment = samples.okta();
  const contract = formContract(deployment);
  const connection = contract.connections.find(({ key }) => key === "weather-reader");
  if (connection === undefined) throw new Error("no such connection");
  const told: Step[] = [];
  const links: string[] = [];
  const asked: Record<string, unknown>[] = [];
  const request = ({ body }: HttpRequest): Promise<HttpAnswer> => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(JSON.parse(String(body)) as Record<string, unknown>);
    const headers = new Map([["content-type", "application/json"]]);
    if (!isItems(answer)) return Promise.resolve({ status: 200, headers, body: "", ...answer });
    return Promise.resolve({ status: 200, headers, body: JSON.stringify({ id: `r${asked.length}`, output: answer }) });
  };
  const verification = await verify({
    deployment,
    contract,
    connection,
    question: { tool: "get_forecast", text: "Forecast, please." },
    people,
    agentFor: ({ token }) =>
      agentOf({
        http: { request },
        projectEndpoint: "https://account.services.ai.azure.com/api/projects/weather",
        agentName: connection.agentName,
        token,
        sleep: () => Promise.resolve(),
      }),
    doorwayOf: () => ({
      show: (link) => Promise.resolve(links.push(link.href) > 0),
      said: () => Promise.resolve(),
      check: () => undefined,
      ...doorway,
    }),
    patience,
    diagnose: explainObservations,
    report: { person: () => undefined, step: (step) => void told.push(step) },
  });
  return { verification, told, links, asked };
}

function isItems(said: Said): said is readonly object[] {
  return Array.isArray(said);
}
