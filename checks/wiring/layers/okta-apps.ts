/** OpenID Connect apps at Okta, with their redirect URIs and assignments. */
import type { Block } from "../configuration";
import type { Value, Values } from "../value";
import { joinValues } from "../values";
import type { OktaApp } from "../wiring-identity";
import * as read from "./arguments";
import { inDoubt, type Blocks } from "./blocks";
import { secretValue, type SecretKeeper } from "./secrets";
import { oktaAppTypes } from "./types";

/** Lists that other resources add to an app, by the app's address. */
type Added = ReadonlyMap<string, readonly Values[]>;

/** Every app that is created or looked up. */
export function readOktaApps(blocks: Blocks, secrets: SecretKeeper): readonly OktaApp[] {
  const redirects = gather(blocks, ["okta_app_oauth_redirect_uri"], (block) => blocks.single(block, "uri"));
  const assignments = gather(
    blocks,
    ["okta_app_group_assignment", "okta_app_group_assignments", "data.okta_app_group_assignments"],
    (block) => assignedGroups(blocks, block),
  );
  return blocks
    .ofType(...oktaAppTypes)
    .map((block) =>
      block.mode === "data"
        ? lookedUp(blocks, block, assignments)
        : created(blocks, block, redirects, assignments, secrets),
    );
}

function created(blocks: Blocks, block: Block, redirects: Added, assignments: Added, secrets: SecretKeeper): OktaApp {
  const { address, source } = block;
  const one = (name: string): Value | undefined => blocks.value(block, name);
  const list = (name: string): Values | undefined => blocks.values(block, name);
  const written = list("redirect_uris");
  const added = redirects.get(address) ?? [];
  const ofItsOwn = list("groups");
  const assigned = [...(ofItsOwn ? [ofItsOwn] : []), ...(assignments.get(address) ?? [])];
  const secret = one("client_basic_secret") ?? one("client_secret");
  return {
    address,
    // Older providers took the preset id under another name.
    clientId: one("custom_client_id") ?? blocks.computed(block, "client_id"),
    label: one("label"),
    type: one("type"),
    status: one("status"),
    grantTypes: list("grant_types"),
    responseTypes: list("response_types"),
    ...((written ?? added.length > 0) && { redirectUris: joinValues(written ? [written, ...added] : added, source) }),
    tokenEndpointAuthMethod: one("token_endpoint_auth_method"),
    pkceRequired: one("pkce_required"),
    secret: secretValue(secrets, secret, `the client secret of ${address}`),
    omitSecret: one("omit_secret"),
    ...(assigned.length > 0 && { assignedGroups: joinValues(assigned, source) }),
    managed: true,
    source,
  };
}

/** An app that is looked up: what nobody here says, nobody here knows. */
function lookedUp(blocks: Blocks, block: Block, assignments: Added): OktaApp {
  const { address, source } = block;
  const reason = `${address} is looked up, and described elsewhere`;
  const one = (name: string): Value => blocks.value(block, name) ?? read.unknown(reason, source);
  const list = (name: string): Values => blocks.values(block, name) ?? read.unknownValues(reason, source);
  return {
    address,
    clientId: blocks.computed(block, "client_id"),
    label: one("label"),
    type: one("type"),
    status: one("status"),
    grantTypes: list("grant_types"),
    responseTypes: list("response_types"),
    redirectUris: list("redirect_uris"),
    tokenEndpointAuthMethod: read.unknown(reason, source),
    pkceRequired: read.unknown(reason, source),
    secret: read.unknown(reason, source),
    omitSecret: read.unknown(reason, source),
    assignedGroups: {
      ...joinValues(assignments.get(address) ?? [], source),
      incomplete: reason,
    },
    managed: false,
    source,
  };
}

function assignedGroups(blocks: Blocks, block: Block): Values | undefined {
  if (block.type === "okta_app_group_assignment") return blocks.single(block, "group_id");
  if (block.mode === "data") return blocks.values(block, "groups");
  const { items, incomplete, source } = read.nested(block.arguments, "group");
  const ids = items.map((item) => blocks.value(item, "id") ?? read.unknown("the group has no id", item.source));
  return { items: ids, ...(incomplete !== undefined && { incomplete }), source };
}

function gather(blocks: Blocks, types: readonly string[], valuesOf: (block: Block) => Values | undefined): Added {
  const added = new Map<string, Values[]>();
  for (const block of blocks.ofType(...types)) {
    const id = blocks.value(block, "app_id");
    const app = blocks.named(id, ...oktaAppTypes);
    const isOpen = !app && id?.kind === "unknown";
    const found = valuesOf(isOpen ? inDoubt(block) : block);
    if (!found) continue;
    const repeated: Values =
      block.repeated === undefined ? found : { ...found, incomplete: found.incomplete ?? block.repeated };
    for (const { address } of app ? [app] : isOpen ? blocks.ofType(...oktaAppTypes) : []) {
      const lists = added.get(address);
      if (lists) lists.push(repeated);
      else added.set(address, [repeated]);
    }
  }
  return added;
}
