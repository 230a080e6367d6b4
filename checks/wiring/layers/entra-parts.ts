/** Resources that each hold one part of an app registration. */
import type { Block } from "../configuration";
import { textOf, type Values } from "../value";
import type { EntraApp, EntraScope } from "../wiring-identity";
import * as read from "./arguments";
import { inDoubt, type Blocks } from "./blocks";
import { entraApplicationTypes, entraPrincipalTypes } from "./types";

/** What is added to one app. */
export interface EntraParts {
  readonly identifierUris: Values[];
  readonly scopes: EntraScope[];
  readonly redirectUris: { readonly web: Values[]; readonly spa: Values[]; readonly publicClient: Values[] };
  readonly passwords: EntraApp["passwords"][number][];
  readonly preAuthorized: EntraApp["preAuthorized"][number][];
  readonly requiredAccess: EntraApp["requiredAccess"][number][];
}

/** Parts by the address of the app that they belong to. */
export function readParts(blocks: Blocks): ReadonlyMap<string, EntraParts> {
  const parts = new Map<string, EntraParts>();
  for (const [type, add] of Object.entries(adders)) {
    for (const block of blocks.ofType(type)) {
      const app = appOf(blocks, block);
      if (app) add(blocks, block, partsOf(parts, app.address));
      else if (isOpen(blocks, block)) {
        for (const any of blocks.ofType(...entraApplicationTypes)) {
          add(blocks, inDoubt(block), partsOf(parts, any.address));
        }
      }
    }
  }
  return parts;
}

/** What each resource type adds. */
const adders: Readonly<Record<string, (blocks: Blocks, block: Block, to: EntraParts) => void>> = {
  azuread_application_identifier_uri: (blocks, block, to) => {
    const uri = blocks.single(block, "identifier_uri");
    if (uri) to.identifierUris.push(uri);
  },
  azuread_application_permission_scope: (blocks, block, to) => {
    to.scopes.push({
      address: block.address,
      name: blocks.value(block, "value"),
      id: blocks.value(block, "scope_id"),
      type: blocks.value(block, "type"),
      source: block.source,
    });
  },
  azuread_application_redirect_uris: (blocks, block, to) => {
    const uris = blocks.values(block, "redirect_uris");
    const type = textOf(blocks.value(block, "type"));
    const list = type === "SPA" ? "spa" : type === "PublicClient" ? "publicClient" : type === "Web" ? "web" : undefined;
    if (uris && list) to.redirectUris[list].push(uris);
    // Where the type is not known, every list may hold them.
    else if (uris && blocks.value(block, "type")?.kind !== "literal") {
      const reason = `the type of ${block.address} is not known`;
      for (const each of Object.values(to.redirectUris)) each.push(read.unknownValues(reason, block.source));
    }
  },
  azuread_application_password: addPassword,
  azuread_service_principal_password: addPassword,
  azuread_application_pre_authorized: (blocks, block, to) => {
    const clientId = blocks.value(block, "authorized_client_id") ?? blocks.value(block, "authorized_app_id");
    const scopeIds = blocks.values(block, "permission_ids") ?? { items: [], source: block.source };
    if (clientId) to.preAuthorized.push({ clientId, scopeIds, source: block.source });
  },
  azuread_application_api_access: (blocks, block, to) => {
    const apiClientId = blocks.value(block, "api_client_id");
    const scopeIds = blocks.values(block, "scope_ids") ?? { items: [], source: block.source };
    if (apiClientId) to.requiredAccess.push({ apiClientId, scopeIds, source: block.source });
  },
};

function addPassword(blocks: Blocks, block: Block, to: EntraParts): void {
  to.passwords.push({ value: blocks.computed(block, "value"), source: block.source });
}

/** The app that a part names: by a reference, by its object id, or by its service principal. */
function appOf(blocks: Blocks, block: Block): Block | undefined {
  const id = blocks.value(block, "application_id") ?? blocks.value(block, "application_object_id");
  const app = blocks.named(id, ...entraApplicationTypes);
  if (app) return app;
  const principal = blocks.named(blocks.value(block, "service_principal_id"), ...entraPrincipalTypes);
  return principal && appOfPrincipal(blocks, principal);
}

/** Whether nobody can tell to which app a part belongs. */
function isOpen(blocks: Blocks, block: Block): boolean {
  return ["application_id", "application_object_id", "service_principal_id"].some(
    (attribute) => blocks.value(block, attribute)?.kind === "unknown",
  );
}

/** The app that a service principal stands for. */
export function appOfPrincipal(blocks: Blocks, principal: Block): Block | undefined {
  const id = blocks.value(principal, "client_id") ?? blocks.value(principal, "application_id");
  return blocks.named(id, ...entraApplicationTypes);
}

function partsOf(parts: Map<string, EntraParts>, address: string): EntraParts {
  const existing = parts.get(address);
  if (existing) return existing;
  const created: EntraParts = {
    identifierUris: [],
    scopes: [],
    redirectUris: { web: [], spa: [], publicClient: [] },
    passwords: [],
    preAuthorized: [],
    requiredAccess: [],
  };
  parts.set(address, created);
  return created;
}
