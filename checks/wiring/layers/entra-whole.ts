/** `azuread_application`, which holds everything of an app, and what the other kinds say in their own blocks. */
import type { Argument, Block } from "../configuration";
import { textOf, type Source, type Value, type Values } from "../value";
import type { EntraApp, EntraScope } from "../wiring-identity";
import * as read from "./arguments";
import type { Blocks } from "./blocks";

/** What the block of an app says itself. */
export interface WholeApplication {
  readonly accessTokenVersion: Value | undefined;
  readonly identifierUris: Values | undefined;
  readonly scopes: readonly EntraScope[];
  readonly redirectUris: {
    readonly web: Values | undefined;
    readonly spa: Values | undefined;
    readonly publicClient: Values | undefined;
  };
  readonly passwords: EntraApp["passwords"];
  readonly requiredAccess: EntraApp["requiredAccess"];
}

/** Reads an app registration's own block. */
export function readWholeApplication(blocks: Blocks, block: Block): WholeApplication {
  const { arguments: from } = block;
  const redirects = (kind: string): Values | undefined => blocks.values(from, kind, "redirect_uris");
  return {
    accessTokenVersion:
      blocks.value(from, "requested_access_token_version") ??
      blocks.value(from, "api", "requested_access_token_version"),
    identifierUris: blocks.values(from, "identifier_uris") ?? blocks.single(from, "identifier_uri"),
    scopes: read
      .nested(from, "api", "oauth2_permission_scope")
      .items.map((item) => readScope(blocks, block.address, item)),
    redirectUris: {
      web: redirects("web"),
      spa: redirects("single_page_application"),
      publicClient: redirects("public_client"),
    },
    passwords: readPasswords(blocks, block),
    requiredAccess: read.nested(from, "required_resource_access").items.flatMap((item) => {
      const apiClientId = blocks.value(item, "resource_app_id");
      return apiClientId ? [{ apiClientId, scopeIds: accessIds(blocks, item), source: item.source }] : [];
    }),
  };
}

function readScope(blocks: Blocks, address: string, item: Argument): EntraScope {
  return {
    address,
    name: blocks.value(item, "value"),
    id: blocks.value(item, "id"),
    type: blocks.value(item, "type"),
    enabled: blocks.value(item, "enabled"),
    source: item.source,
  };
}

/** Ids of delegated permissions; roles are for apps that call without a person. */
function accessIds(blocks: Blocks, access: Argument): Values {
  const { items, incomplete, source } = read.nested(access, "resource_access");
  const ids = items.flatMap((item) => {
    const id = blocks.value(item, "id");
    return id && textOf(read.value(item, "type")) !== "Role" ? [id] : [];
  });
  return { items: ids, ...(incomplete !== undefined && { incomplete }), source };
}

/** The provider makes the value; only that there is a password is written. */
function readPasswords(blocks: Blocks, block: Block): readonly { readonly value: Value; readonly source: Source }[] {
  return read.nested(block.arguments, "password").items.map((item) => {
    const path = "password";
    const computed = { kind: "symbolic", parts: [{ address: block.address, path }], source: item.source } as const;
    return { value: blocks.value(item, "value") ?? computed, source: item.source };
  });
}
