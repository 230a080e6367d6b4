/** Authorization servers with their scopes, policies and policy rules. */
import type { Block } from "../configuration";
import { literalValue, textOf, type Source, type Value } from "../value";
import type { Connection } from "../wiring";
import type { AccessPolicy, AuthorizationServer, OktaScope, PolicyRule } from "../wiring-identity";
import * as read from "./arguments";
import { inDoubt, type Blocks } from "./blocks";
import { oktaServerTypes } from "./types";

/** Policies that are created or looked up. */
const policyTypes = ["okta_auth_server_policy", "data.okta_auth_server_policy"] as const;

/** A server while its parts are gathered. */
interface Draft {
  readonly server: Omit<AuthorizationServer, "scopes" | "policies">;
  readonly scopes: OktaScope[];
  readonly policies: (Omit<AccessPolicy, "rules"> & { readonly rules: PolicyRule[] })[];
}

/**
 * Every authorization server that is created, looked up, or named by its id alone: by a scope or policy that is written for it, or by
 * the URL of a connection.
 */
export function readAuthorizationServers(
  blocks: Blocks,
  connections: readonly Connection[],
): readonly AuthorizationServer[] {
  const drafts = new Drafts(blocks);
  for (const block of blocks.ofType(...oktaServerTypes)) drafts.add(block);
  for (const block of blocks.ofType(
    "okta_auth_server_scope",
    "okta_auth_server_default_scope",
    "data.okta_auth_server_scope",
  )) {
    const { owners, read: said } = drafts.of(block);
    for (const owner of owners) owner.scopes.push(readScope(blocks, said));
  }
  const policies = new Map<string, Draft["policies"][number]>();
  for (const block of blocks.ofType(...policyTypes)) {
    const { owners, read: said } = drafts.of(block);
    const policy = readPolicy(blocks, said);
    policies.set(block.address, policy);
    for (const owner of owners) owner.policies.push(policy);
  }
  for (const block of blocks.ofType("okta_auth_server_policy_rule")) {
    const id = blocks.value(block, "policy_id");
    const address = blocks.named(id, ...policyTypes)?.address ?? `policy ${textOf(id) ?? ""}`;
    const policy = policies.get(address) ?? foreignPolicy(address, block);
    if (!policies.has(address)) {
      policies.set(address, policy);
      for (const owner of drafts.of(block).owners) owner.policies.push(policy);
    }
    policy.rules.push(readRule(blocks, block));
  }
  for (const { authorizationUrl, tokenUrl } of connections) {
    for (const url of [authorizationUrl, tokenUrl]) drafts.namedInUrl(url);
  }
  return drafts.all();
}

/** Servers by their addresses, and by their ids where these are known. */
class Drafts {
  private readonly blocks: Blocks;
  private readonly byAddress = new Map<string, Draft>();
  private readonly byId = new Map<string, Draft>();

  constructor(blocks: Blocks) {
    this.blocks = blocks;
  }

  add(block: Block): void {
    const server = readServer(this.blocks, block);
    this.keep({ server, scopes: [], policies: [] });
  }

  /** The server that a block is written for, with what can be read of the block; any server where nobody can tell which. */
  of(block: Block): { readonly owners: Iterable<Draft>; readonly read: Block } {
    const id = this.blocks.value(block, "auth_server_id");
    const named = this.blocks.named(id, ...oktaServerTypes);
    if (!named && id?.kind === "unknown") return { owners: this.byAddress.values(), read: inDoubt(block) };
    const owner = named ? this.byAddress.get(named.address) : id && this.byIdOrNew(id);
    return { owners: owner ? [owner] : [], read: block };
  }

  namedInUrl(url: Value | undefined): void {
    const id = /\/oauth2\/(?<id>[^/]+)\/v1\//.exec(textOf(url) ?? "")?.groups?.["id"];
    // Entra's own addresses have the same folder, with a version behind it.
    if (id !== undefined && url && id !== "v2.0") this.byIdOrNew(literalValue(id, url.source));
  }

  all(): readonly AuthorizationServer[] {
    return [...this.byAddress.values()].map(({ server, scopes, policies }) => ({ ...server, scopes, policies }));
  }

  private byIdOrNew(id: Value): Draft | undefined {
    const text = textOf(id);
    if (text === undefined) return undefined;
    const existing = this.byId.get(text);
    if (existing) return existing;
    const source: Source = id.source;
    const audience = read.unknown("the authorization server is described elsewhere", source);
    const server = { address: `authorization server ${text}`, id, audience, managed: false, source };
    return this.keep({ server, scopes: [], policies: [] });
  }

  private keep(draft: Draft): Draft {
    this.byAddress.set(draft.server.address, draft);
    const id = textOf(draft.server.id);
    if (id !== undefined && !this.byId.has(id)) this.byId.set(id, draft);
    return draft;
  }
}

function readServer(blocks: Blocks, block: Block): Draft["server"] {
  const { address, source, type } = block;
  const managed = type === "okta_auth_server" && block.mode === "resource";
  const audiences = blocks.values(block, "audiences");
  const [first] = audiences?.items ?? [];
  const audience =
    first ??
    (audiences?.incomplete === undefined ? undefined : read.unknown(audiences.incomplete, audiences.source)) ??
    (managed ? undefined : blocks.computed(block, "audiences[0]"));
  return {
    address,
    id: blocks.computed(block, "id"),
    name: blocks.value(block, "name"),
    ...(audience && { audience }),
    issuer: blocks.computed(block, "issuer"),
    managed,
    source,
  };
}

function readScope(blocks: Blocks, block: Block): OktaScope {
  return {
    address: block.address,
    name: blocks.value(block, "name"),
    isDefault: blocks.value(block, "default"),
    source: block.source,
  };
}

function readPolicy(blocks: Blocks, block: Block): Draft["policies"][number] {
  const clients =
    blocks.values(block, "client_whitelist") ??
    (block.mode === "data" ? read.unknownValues("the policy is described elsewhere", block.source) : undefined);
  return {
    address: block.address,
    name: blocks.value(block, "name"),
    priority: blocks.value(block, "priority"),
    priorityIgnored: block.ignoredChanges.some((member) => member === "priority" || member === "all"),
    writtenAfter: block.dependsOn.flatMap((address) => {
      const before = blocks.at({ address, path: "" });
      return before?.type === "okta_auth_server_policy" ? [before.address] : [];
    }),
    ...(clients && { clients }),
    status: blocks.value(block, "status"),
    rules: [],
    source: block.source,
  };
}

/** A policy that only a policy rule names, by its id. */
function foreignPolicy(address: string, { source }: Block): Draft["policies"][number] {
  const clients = read.unknownValues("the policy is described elsewhere", source);
  return { address, priorityIgnored: false, writtenAfter: [], clients, rules: [], source };
}

function readRule(blocks: Blocks, block: Block): PolicyRule {
  const list = (name: string): ReturnType<Blocks["values"]> => blocks.values(block, name);
  return {
    address: block.address,
    name: blocks.value(block, "name"),
    priority: blocks.value(block, "priority"),
    status: blocks.value(block, "status"),
    grantTypes: list("grant_type_whitelist"),
    groups: list("group_whitelist"),
    excludedGroups: list("group_blacklist"),
    users: list("user_whitelist"),
    excludedUsers: list("user_blacklist"),
    scopes: list("scope_whitelist"),
    source: block.source,
  };
}
