/** Reads everything that can be read of a live system. Nothing is changed, and nothing that a system answers makes it throw. */
import type { Contract } from "../contract/contract";
import { literalValue, textOf } from "../checks/wiring/value";
import type { Connection, Wiring } from "../checks/wiring/wiring";
import type { FunctionApp } from "../checks/wiring/wiring-function-app";
import { connectAzure } from "./azure/access";
import { azureQueryOf, azureQueryOfConnection } from "./azure/query";
import { readAzure, type AzureFound } from "./azure/read-azure";
import type { LiveSystem } from "./diagnosis/live-system";
import type { Observation, Reading } from "./evidence";
import type { HttpClient } from "./http";
import { withHostAsSeen } from "./live-host";
import { readLog } from "./log/read-log";
import { providerOf, readIdentity, type Provider } from "./identity";
import { judgePerson } from "./person/judge-person";
import type { Credential } from "./sign-in/azure";
import { judgeToken } from "./token/judge-token";
import { probeWithToken } from "./token/probe-with-token";
import { apiScopes } from "./wire/query";
import { probe, type WireFound } from "./wire/probe";

/** What is examined. */
export type Subject =
  | { readonly kind: "deployment"; readonly contract: Contract }
  /** A connection that somebody made, and what can be found from it. */
  | { readonly kind: "connection"; readonly connectionId: string; readonly clientId?: string }
  /** Nothing but what a person knows: there is no access to Azure. */
  | {
      readonly kind: "parts";
      readonly endpoint: string;
      readonly issuer: string;
      readonly clientId: string;
      readonly scopes: readonly string[];
    };

/** How it is examined. */
export interface ExamineOptions {
  readonly http: HttpClient;
  /** Where sign-ins at Okta are found. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The Entra tenant; with `parts` and Okta it is not needed. */
  readonly tenantId: string;
  readonly credential: Credential;
  readonly now: Date;
  /** From when on failed grants are told. */
  readonly since: Date;
  /** Name with which a person signs in. @default nobody is asked about */
  readonly user?: string;
  /** A person's access token for the endpoint. @default there is none */
  readonly token?: string;
  /** The server's own log. @default there is none */
  readonly log?: { readonly text: string; readonly name: string };
}

/** Examines a live system. */
export async function examine(subject: Subject, options: ExamineOptions): Promise<LiveSystem> {
  const azure = await readAzureParts(subject, options);
  const contract = subject.kind === "deployment" ? subject.contract : undefined;
  const provider = providerOf(contract, azure.found.connections, subject.kind === "parts" ? subject.issuer : undefined);
  const clientIds = subject.kind === "deployment" ? [] : [subject.clientId ?? ""].filter((id) => id !== "");
  const identity = await readIdentity({ provider, contract, clientIds, ...azure.found }, options);
  const base: Wiring = {
    name: nameOf(subject),
    origin: "live",
    connections: identity.connections,
    agents: azure.found.agents,
    ...(azure.found.functionApp && { functionApp: azure.found.functionApp }),
    ...(identity.found && { identity: identity.found.identity }),
    variables: [],
    literalSecrets: [],
  };
  const wire = await probeWire(subject, base, provider, options.http);
  const wiring = { ...base, ...seenFromOutside(base, wire.found) };
  const held = await withToken(subject, wiring, wire.found, options);
  const { person, groupNames } = identity;
  return {
    wiring,
    isPart: subject.kind !== "deployment",
    gaps: [...azure.gaps, ...identity.gaps, ...wire.gaps],
    observations: [
      ...azure.found.absent.map(absentObservation),
      ...held,
      ...wire.found.observations,
      ...(options.log === undefined ? [] : readLog(options.log.text, options.log.name)),
      ...(identity.found?.observations ?? []),
    ],
    secrets: identity.found?.secrets ?? [],
    ...(person && { person: judgePerson({ wiring, person, groupNames }) }),
    groupNames,
    requests: options.http.requests,
  };
}

async function readAzureParts(
  subject: Subject,
  { tenantId, credential, http }: ExamineOptions,
): Promise<Reading<AzureFound>> {
  if (subject.kind === "parts") {
    return { found: { connections: [connectionOf(subject)], agents: [], absent: [] }, gaps: [] };
  }
  const query =
    subject.kind === "deployment"
      ? azureQueryOf(subject.contract)
      : azureQueryOfConnection(tenantId, subject.connectionId);
  if (query === undefined) return { found: { connections: [], agents: [], absent: [] }, gaps: [] };
  const read = await readAzure(query, await connectAzure(tenantId, credential, http));
  if (subject.kind === "connection" && read.found.connections.length === 0 && read.gaps.length === 0) {
    const absent = `connection ${JSON.stringify(subject.connectionId)} that calls as the signed-in user`;
    return { ...read, found: { ...read.found, absent: [...read.found.absent, absent] } };
  }
  return read;
}

/** A connection of which somebody tells what it says. */
function connectionOf({ endpoint, issuer, clientId, scopes }: Extract<Subject, { kind: "parts" }>): Connection {
  const source = { address: "the command line", path: "" };
  const said = (value: string, option: string) => literalValue(value, { ...source, path: option });
  const unsaid = { kind: "unknown", reason: "nobody says it here", source } as const;
  return {
    address: "the connection",
    name: unsaid,
    category: unsaid,
    authType: unsaid,
    redirectUrl: unsaid,
    target: said(endpoint, "--endpoint"),
    clientId: said(clientId, "--client-id"),
    scopes: {
      items: scopes.map((scope) => said(scope, "--scopes")),
      source: { ...source, path: "--scopes" },
    },
    ...endpointsOf(issuer, (url) => said(url, "--issuer")),
    clientSecret: unsaid,
    source,
  };
}

/** Where both vendors have their endpoints below an issuer. */
function endpointsOf(issuer: string, said: (url: string) => ReturnType<typeof literalValue>) {
  const entra = /^https:\/\/login\.microsoftonline\.com\/([^/]+)\/v2\.0$/.exec(issuer)?.[1];
  const root = entra === undefined ? `${issuer}/v1` : `https://login.microsoftonline.com/${entra}/oauth2/v2.0`;
  const token = said(`${root}/token`);
  return { authorizationUrl: said(`${root}/authorize`), tokenUrl: token, refreshUrl: token };
}

function nameOf(subject: Subject): string {
  if (subject.kind === "deployment") return subject.contract.stackName;
  return subject.kind === "connection" ? (subject.connectionId.split("/").at(-1) ?? "") : subject.endpoint;
}

async function probeWire(
  subject: Subject,
  wiring: Wiring,
  provider: Provider | undefined,
  http: HttpClient,
): Promise<Reading<WireFound>> {
  const contract = subject.kind === "deployment" ? subject.contract : undefined;
  const clients = wiring.connections.map((connection) => wireClientOf(connection));
  const endpoint = contract?.endpoint.url ?? texts(wiring.connections.map(({ target }) => target))[0];
  const issuer =
    subject.kind === "parts"
      ? subject.issuer
      : contract?.identity.provider === "entra"
        ? contract.identity.issuer
        : issuerOf(clients[0]?.authorizationUrl);
  return probe(
    {
      ...(endpoint !== undefined && { endpoint }),
      ...(issuer !== undefined && { issuer }),
      ...(provider && {
        identityProvider: provider.kind === "okta" ? provider.organization : "login.microsoftonline.com",
      }),
      ...(contract && { advertised: contract.scopes.map(({ requestedAs }) => requestedAs) }),
      clients,
    },
    http,
  );
}

function wireClientOf(connection: Connection) {
  const { name, authorizationUrl, tokenUrl, clientId, scopes, redirectUrl } = connection;
  const known = {
    connection: textOf(name),
    authorizationUrl: textOf(authorizationUrl),
    tokenUrl: textOf(tokenUrl),
    clientId: textOf(clientId),
    redirectUrl: textOf(redirectUrl),
  };
  return {
    ...(Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Partial<
      Record<keyof typeof known, string>
    >),
    scopes: texts(scopes?.items ?? []),
  };
}

/** The issuer that an authorization URL of either vendor belongs to. */
function issuerOf(authorizationUrl: string | undefined): string | undefined {
  const okta = /^(https:\/\/[^/]+\/oauth2\/[^/]+)\/v1\/authorize/.exec(authorizationUrl ?? "")?.[1];
  const entra = /^https:\/\/login\.microsoftonline\.com\/([^/]+)\/oauth2\/v2\.0\/authorize/.exec(
    authorizationUrl ?? "",
  )?.[1];
  return okta ?? (entra === undefined ? undefined : `https://login.microsoftonline.com/${entra}/v2.0`);
}

/** What the wire tells of the function app where its settings do not. */
function seenFromOutside(wiring: Wiring, wire: WireFound): { readonly functionApp?: FunctionApp } {
  return wiring.functionApp === undefined ? {} : { functionApp: withHostAsSeen(wiring.functionApp, wiring, wire) };
}

async function withToken(
  subject: Subject,
  wiring: Wiring,
  { issuer }: WireFound,
  { token, http, now }: ExamineOptions,
): Promise<readonly Observation[]> {
  if (token === undefined) return [];
  const { server, gate } = wiring.functionApp ?? {};
  const audiences = texts([server?.audience, ...(gate?.providers.map(({ clientId }) => clientId) ?? [])]);
  const clients = texts(wiring.connections.map(({ clientId }) => clientId));
  const scopes = wiring.connections.flatMap((connection) =>
    apiScopes(wireClientOf(connection)).map((scope) => scope.split("/").at(-1) ?? scope),
  );
  const judged = await judgeToken(
    token,
    { ...(issuer !== undefined && { issuer }), audiences, clients, scopes },
    http,
    now,
  );
  // Where the file says which it is, a connection that leads elsewhere does not get a token there.
  const endpoint =
    subject.kind === "deployment"
      ? subject.contract.endpoint.url
      : texts(wiring.connections.map(({ target }) => target))[0];
  // Nobody else gets a token than the endpoint that it is for, and nobody gets one that is for something else.
  const isMeant = !judged.some(
    ({ symptom }) => symptom === "token-for-other-audience" || symptom === "token-is-no-access-token",
  );
  const mayRefuse = gate !== undefined && textOf(gate.enabled) !== "false";
  return endpoint !== undefined && isMeant
    ? [...judged, ...(await probeWithToken(endpoint, token, mayRefuse, http))]
    : judged;
}

function texts(values: readonly Parameters<typeof textOf>[0][]): readonly string[] {
  return values.flatMap((value) => textOf(value) ?? []);
}

function absentObservation(what: string): Observation {
  return {
    symptom: what.startsWith("function app") ? "endpoint-not-published" : "connection-absent",
    witness: "Resource Manager",
    layer: what.startsWith("function app") ? "function app" : "connection",
    seen: `There is no ${what}.`,
    at: "https://management.azure.com",
  };
}
