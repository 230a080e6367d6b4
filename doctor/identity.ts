/** Reads the identity provider of a system, whichever it is, and the person that is asked about. */
import type { Contract } from "../contract/contract";
import { literalValue, textOf } from "../checks/wiring/value";
import type { Connection, Identity } from "../checks/wiring/wiring";
import type { FunctionApp } from "../checks/wiring/wiring-function-app";
import { connectGraph, type GraphAccess } from "./entra/access";
import { failedSignIns } from "./entra/failed-sign-ins";
import { findClientId } from "./entra/find-client";
import { findPerson as findEntraPerson } from "./entra/find-person";
import { readEntra } from "./entra/read-entra";
import type { ExpiringSecret, Gap, Observation, Reading, Witness } from "./evidence";
import type { ExamineOptions } from "./examine";
import { connectOkta } from "./okta/access";
import { failedGrants } from "./okta/failed-grants";
import { findPerson as findOktaPerson } from "./okta/find-person";
import type { OktaServerName } from "./okta/query";
import { readOkta } from "./okta/read-okta";
import type { AskedClient } from "./reading/client";
import type { FoundPerson } from "./reading/person";

/** The provider, as URLs or the deployment file tell it. */
export type Provider =
  { readonly kind: "okta"; readonly organization: string } | { readonly kind: "entra"; readonly tenantId: string };

/** What was read of it. */
export interface IdentityFound {
  readonly identity: Identity;
  readonly secrets: readonly ExpiringSecret[];
  readonly observations: readonly Observation[];
}

/** What is asked. */
export interface IdentityQuery {
  /** @default nobody can tell it */
  readonly provider: Provider | undefined;
  readonly contract: Contract | undefined;
  /** Client ids that a person has named. */
  readonly clientIds: readonly string[];
  readonly connections: readonly Connection[];
  readonly functionApp?: FunctionApp;
}

/** What came of it. */
export interface IdentityReading {
  readonly found?: IdentityFound;
  readonly gaps: readonly Gap[];
  /** With the client ids that Foundry keeps to itself. */
  readonly connections: readonly Connection[];
  /** @default nobody was asked about, or they are not there */
  readonly person?: FoundPerson;
  readonly groupNames: ReadonlyMap<string, string>;
}

/** Which provider signs people in. */
export function providerOf(
  contract: Contract | undefined,
  connections: readonly Connection[],
  issuer: string | undefined,
): Provider | undefined {
  if (contract?.identity.provider === "okta") return { kind: "okta", organization: contract.identity.organization };
  if (contract?.identity.provider === "entra") return { kind: "entra", tenantId: contract.identity.tenantId };
  const url = [issuer, ...connections.map(({ authorizationUrl }) => textOf(authorizationUrl))].find(
    (each) => each !== undefined && URL.canParse(each),
  );
  if (url === undefined) return undefined;
  const { hostname, pathname } = new URL(url);
  return hostname === "login.microsoftonline.com"
    ? { kind: "entra", tenantId: pathname.split("/")[1] ?? "" }
    : { kind: "okta", organization: hostname };
}

/** Reads it. */
export async function readIdentity(query: IdentityQuery, options: ExamineOptions): Promise<IdentityReading> {
  const { provider, connections } = query;
  if (provider === undefined) return { gaps: [], connections, groupNames: new Map() };
  return provider.kind === "okta"
    ? readAtOkta(query, provider.organization, options)
    : readAtEntra(query, provider.tenantId, options);
}

async function readAtOkta(
  query: IdentityQuery,
  organization: string,
  options: ExamineOptions,
): Promise<IdentityReading> {
  const { http, environment, since, now, user } = options;
  const access = await connectOkta(organization, environment, http);
  const connections = query.connections.map((connection) =>
    withClientId(connection, presetClientId(query, connection) ?? only(query.clientIds)),
  );
  const clients = clientsOf(connections);
  const [read, failed, person] = await Promise.all([
    readOkta({ servers: serversOf(query), clients }, access),
    failedGrants({ since, until: now, clients }, access),
    found("Okta", user, (login) => findOktaPerson({ login, clientIds: clients.map(({ id }) => id) }, access)),
  ]);
  const { identity, groups, observations, unusableServers } = read.found;
  return {
    found: { identity, secrets: [], observations: [...observations, ...unusable(unusableServers), ...failed.found] },
    gaps: [...read.gaps, ...failed.gaps, ...person.gaps],
    connections,
    ...(person.found && { person: person.found }),
    groupNames: new Map([...groups, ...(person.found?.groupNames ?? [])]),
  };
}

async function readAtEntra(query: IdentityQuery, tenantId: string, options: ExamineOptions): Promise<IdentityReading> {
  const { http, credential, since, now, user } = options;
  const access = await connectGraph(tenantId, credential, http);
  const named = await Promise.all(query.connections.map((connection) => clientIdAtEntra(query, connection, access)));
  const connections = query.connections.map((connection, index) =>
    withClientId(connection, named[index]?.found ?? only(query.clientIds)),
  );
  const clients = clientsOf(connections);
  const clientIds = clients.map(({ id }) => id);
  const [read, failed, person] = await Promise.all([
    readEntra({ clients, apis: apisOf(query), now }, access),
    failedSignIns({ since, until: now, clients }, access),
    found("Entra", user, (login) => findEntraPerson({ login, clientIds }, access)),
  ]);
  const { identity, principals, secrets, observations } = read.found;
  return {
    found: { identity, secrets, observations: [...observations, ...failed.found] },
    gaps: [...named.flatMap(({ gaps }) => gaps), ...read.gaps, ...failed.gaps, ...person.gaps],
    connections,
    ...(person.found && { person: person.found }),
    groupNames: new Map([...principals, ...(person.found?.groupNames ?? [])]),
  };
}

/** On Okta a client id follows from the deployment file. */
function presetClientId({ contract }: IdentityQuery, connection: Connection): string | undefined {
  return contract && factsOf(contract, connection)?.clientName;
}

/** At Entra a client is found by its name, which follows from the deployment file. */
async function clientIdAtEntra(
  { contract }: IdentityQuery,
  connection: Connection,
  access: GraphAccess,
): Promise<Reading<string | undefined>> {
  const name = contract && factsOf(contract, connection)?.clientName;
  return name === undefined ? { found: undefined, gaps: [] } : findClientId(name, access);
}

function factsOf({ connections }: Contract, { name }: Connection) {
  const text = textOf(name) ?? "";
  return connections.find(({ key }) => text.slice(0, -7) === key && /-[0-9a-f]{6}$/.test(text));
}

/** Foundry gives no credentials back, the client id among them. */
function withClientId(connection: Connection, clientId: string | undefined): Connection {
  if (clientId === undefined || connection.clientId?.kind === "literal") return connection;
  const source = { ...connection.source, path: "properties.credentials.clientId" };
  return { ...connection, clientId: literalValue(clientId, source) };
}

function clientsOf(connections: readonly Connection[]): readonly AskedClient[] {
  const clients = connections.flatMap(({ clientId, name }) => {
    const [id, connection] = [textOf(clientId), textOf(name)];
    return id === undefined ? [] : [{ id, ...(connection !== undefined && { connection }) }];
  });
  return [...new Map(clients.map((client) => [client.id, client])).values()];
}

/** Every authorization server that something names: the file, the connections, the server, the gate. */
function serversOf({ contract, connections, functionApp }: IdentityQuery): readonly OktaServerName[] {
  const ofFile: readonly OktaServerName[] =
    contract?.identity.provider === "okta"
      ? [
          "id" in contract.identity.authorizationServer
            ? { id: contract.identity.authorizationServer.id }
            : { name: contract.identity.authorizationServer.name },
        ]
      : [];
  const urls = [
    ...connections.map(({ authorizationUrl }) => textOf(authorizationUrl)?.replace(/\/v1\/authorize$/, "")),
    textOf(functionApp?.server.issuer),
  ];
  const issuers = [...new Set(urls.flatMap((url) => (url !== undefined && /\/oauth2\/./.test(url) ? [url] : [])))];
  return [...ofFile, ...issuers.map((issuer) => ({ issuer }))];
}

function apisOf({ contract, connections, functionApp }: IdentityQuery) {
  const uri = contract?.identity.provider === "entra" ? [{ identifierUri: contract.identity.identifierUri }] : [];
  const requested = connections
    .flatMap(({ scopes }) => scopes?.items.flatMap((scope) => textOf(scope) ?? []) ?? [])
    .filter((scope) => scope.includes("/"))
    .map((scope) => ({ identifierUri: scope.slice(0, scope.lastIndexOf("/")) }));
  const audience = textOf(functionApp?.server.audience);
  return [...uri, ...requested, ...(audience === undefined ? [] : [{ clientId: audience }])];
}

function unusable(servers: readonly { readonly server: string; readonly because: string }[]): readonly Observation[] {
  return servers.map(({ server, because }) => ({
    symptom: "okta-scopes-not-configured",
    witness: "Okta",
    layer: "connection",
    seen: `Nobody can sign in at authorization server ${JSON.stringify(server)}: ${because}.`,
    at: "/api/v1/authorizationServers",
  }));
}

async function found(
  witness: Witness,
  user: string | undefined,
  find: (login: string) => Promise<Reading<FoundPerson | undefined>>,
): Promise<Reading<FoundPerson | undefined>> {
  if (user === undefined) return { found: undefined, gaps: [] };
  const person = await find(user);
  if (person.found !== undefined || person.gaps.length > 0) return person;
  return {
    found: undefined,
    gaps: [{ witness, what: `the person ${JSON.stringify(user)}`, because: "nobody of this name is there" }],
  };
}

function only(clientIds: readonly string[]): string | undefined {
  return clientIds.length === 1 ? clientIds[0] : undefined;
}
