/** Authorization servers with their scopes and policies. */
import { booleanOf } from "../../checks/wiring/value";
import type { AuthorizationServer, OktaScope } from "../../checks/wiring/wiring-identity";
import { listOf, reasonOf, type Answered, type Listed } from "../reading/answered";
import type { Gaps } from "../reading/gaps";
import { itemsAt, textAt, type JsonObject } from "../reading/json";
import { Place, unknown } from "../reading/place";
import { oktaDomains, permission, type OktaAccess } from "./access";
import { readScopes } from "./credentials";
import { readPolicies } from "./policies";
import type { OktaFound, OktaServerName } from "./query";

const root = "/api/v1/authorizationServers";
const pageSize = 200;

/** What was read of the servers. */
export type Servers = Pick<OktaFound, "unusableServers"> & { readonly servers: readonly AuthorizationServer[] };

/** Reads every authorization server that is named; all of them where none is. */
export async function readServers(access: OktaAccess, names: readonly OktaServerName[], gaps: Gaps): Promise<Servers> {
  const elsewhere = names.flatMap((name) => ("issuer" in name && isElsewhere(name.issuer, access) ? [name] : []));
  const here = names.filter((name) => !elsewhere.some((other) => other === name));
  const ids = new Set(here.flatMap((name) => ("id" in name ? name.id : "issuer" in name ? (idOf(name) ?? []) : [])));
  const wanted = new Set(names.flatMap((name) => ("name" in name ? [name.name] : [])));
  const found = new Map<string, JsonObject>();
  const unusableServers = elsewhere.map(({ issuer: server }) => ({
    server,
    because: `it is of another organization than ${access.organization}`,
  }));
  const isOpen = names.length === 0 || wanted.size > 0;
  const [listed, ...named] = await Promise.all([
    isOpen ? access.list(`${root}?limit=${pageSize}`, permission(readScopes.servers)) : undefined,
    ...[...ids].map(async (id) => [id, await access.one(pathOf(id), permission(readScopes.servers))] as const),
  ]);
  for (const item of itemsOf(listed, gaps)) {
    const name = textAt(item, "name") ?? "";
    if (names.length === 0 || wanted.has(name)) found.set(textAt(item, "id") ?? "", item);
    wanted.delete(name);
  }
  if (listed?.outcome === "found" && listed.found.unread === undefined) {
    for (const name of wanted) unusableServers.push({ server: name, because: "no authorization server has this name" });
  }
  const hidden: AuthorizationServer[] = [];
  for (const [id, answer] of named) {
    if (answer.outcome === "found") found.set(id, answer.found);
    else if (answer.outcome === "absent")
      unusableServers.push({ server: id, because: "no authorization server has this id" });
    else {
      gaps.add(`authorization server ${JSON.stringify(id)}`, answer);
      hidden.push(hiddenServer(id));
    }
  }
  const servers = [...found].map(async ([id, document]) => {
    if (textAt(document, "status") === "INACTIVE") unusableServers.push({ server: id, because: "it is inactive" });
    return readServer(access, id, document, gaps);
  });
  return { servers: [...(await Promise.all(servers)), ...hidden], unusableServers };
}

/** The id in an issuer; undefined for the organization's own server, which has neither scopes nor policies. */
function idOf({ issuer }: { readonly issuer: string }): string | undefined {
  return /^https:\/\/[^/]+\/oauth2\/([^/]+)$/.exec(issuer)?.[1];
}

/** Issuers at Okta's own domains name their organization; a domain of an organization's own leads to the same servers. */
function isElsewhere(issuer: string, { organization }: OktaAccess): boolean {
  const host = URL.canParse(issuer) ? new URL(issuer).hostname : "";
  return oktaDomains.test(host) && host !== organization.toLowerCase();
}

function pathOf(id: string): string {
  return `${root}/${encodeURIComponent(id)}`;
}

function itemsOf(listed: Answered<Listed<JsonObject>> | undefined, gaps: Gaps): readonly JsonObject[] {
  const { items, unread } = listed === undefined ? { items: [] } : listOf(listed);
  if (unread !== undefined) gaps.add("the authorization servers", unread);
  return items;
}

async function readServer(
  access: OktaAccess,
  id: string,
  document: JsonObject,
  gaps: Gaps,
): Promise<AuthorizationServer> {
  const server = new Place(pathOf(id), document);
  const [scopes, policies] = await Promise.all([
    readServerScopes(access, server.address, gaps),
    readPolicies(access, server.address, gaps),
  ]);
  const [audience] = server.values("audiences")?.items ?? [];
  // Where it follows the domain that is asked, the issuer is not one.
  const issuer = textAt(document, "issuerMode") === "DYNAMIC" ? undefined : server.value("issuer");
  return {
    address: server.address,
    id: { kind: "literal", value: id, source: server.source("id") },
    name: server.value("name"),
    ...(itemsAt(document, "audiences").length === 1 && audience && { audience }),
    ...(issuer && { issuer }),
    managed: true,
    scopes,
    policies,
    source: server.source(),
  };
}

/** Scopes that somebody made; those of OpenID Connect exist at every server. */
async function readServerScopes(access: OktaAccess, server: string, gaps: Gaps): Promise<readonly OktaScope[]> {
  const path = `${server}/scopes`;
  const answer = await access.list(`${path}?limit=${pageSize}`, permission(readScopes.servers));
  const { items, unread } = listOf(answer);
  const scopes = items.flatMap((item) => {
    const scope = new Place(`${path}/${encodeURIComponent(textAt(item, "id") ?? "")}`, item);
    if (booleanOf(scope.value("system")) === true) return [];
    return [
      { address: scope.address, name: scope.value("name"), isDefault: scope.value("default"), source: scope.source() },
    ];
  });
  if (unread === undefined) return scopes;
  gaps.add(`the scopes of ${server}`, unread);
  const source = { address: path, path: "" };
  const open = unknown(reasonOf(unread), source);
  return [...scopes, { address: path, name: open, isDefault: open, source }];
}

/** A server of which only the id is known; whatever depends on it is undecided. */
function hiddenServer(id: string): AuthorizationServer {
  const source = { address: pathOf(id), path: "" };
  return {
    address: source.address,
    id: { kind: "literal", value: id, source },
    audience: unknown("the authorization server could not be read", source),
    managed: false,
    scopes: [],
    policies: [],
    source,
  };
}
