/** Foundry project connections with OAuth identity passthrough. */
import type { Argument, Block } from "../configuration";
import { textOf, type Source, type Value, type Values } from "../value";
import type { Connection } from "../wiring";
import * as read from "./arguments";
import { armTypes } from "./types";
import { decoded } from "./azapi";
import type { Blocks } from "./blocks";
import { secretValue, type SecretKeeper } from "./secrets";
import { splitText } from "./split";

const writeOnly = "credentials are write-only, and neither a plan nor a state holds them";

/** Every connection that calls as the signed-in user; connections of other kinds are none of ours. */
export function readConnections(blocks: Blocks, secrets: SecretKeeper): readonly Connection[] {
  return blocks
    .ofArmType(armTypes.connection, "azapi_resource")
    .filter((block) => isPassthrough(read.argument(blocks.body(block), "properties")))
    .map((block) => readConnection(blocks, block, secrets));
}

function isPassthrough(properties: Argument | undefined): boolean {
  const authType = textOf(read.value(properties, "authType"));
  if (authType !== undefined) return authType.toLowerCase() === "oauth2";
  // Whoever leaves the kind out, or computes it, still means OAuth where OAuth's own fields stand.
  return ["authorizationUrl", "tokenUrl", "scopes"].some(
    (field) => read.argument(properties, field)?.kind !== undefined,
  );
}

function readConnection(blocks: Blocks, block: Block, secrets: SecretKeeper): Connection {
  const { address, source, planned } = block;
  const properties = read.argument(blocks.body(block), "properties");
  const field = (name: string): Value | undefined => blocks.value(properties, name);
  const credentials = readCredentials(blocks, block, properties);
  return {
    address,
    name: blocks.value(block, "name"),
    category: field("category"),
    authType: field("authType"),
    sharedToAll: field("isSharedToAll"),
    target: field("target"),
    ...readScopes(blocks, read.argument(properties, "scopes")),
    authorizationUrl: field("authorizationUrl"),
    tokenUrl: field("tokenUrl"),
    refreshUrl: field("refreshUrl"),
    ...credentials,
    clientSecret: secretValue(secrets, credentials.clientSecret, `the client secret of ${address}`),
    redirectUrl: redirectUrlOf(blocks, block),
    ...(planned && { planned }),
    source,
  };
}

function readScopes(
  blocks: Blocks,
  scopes: Argument | undefined,
): { readonly scopes?: Values; readonly scopesAreText?: Source } {
  if (scopes === undefined) return {};
  const isText =
    (scopes.kind === "literal" && typeof scopes.value === "string") ||
    (scopes.kind === "symbolic" && (scopes.parts.length > 1 || typeof scopes.parts[0] === "string"));
  if (!isText) return { scopes: blocks.values(scopes) };
  return { scopes: splitText(blocks.canonical(scopes), " "), scopesAreText: scopes.source };
}

type Credentials = Pick<Connection, "clientId" | "clientSecret" | "credentialsIn">;

function readCredentials(blocks: Blocks, block: Block, properties: Argument | undefined): Credentials {
  const inBody = (name: string): Argument | undefined =>
    read.argument(decoded(block.arguments.entries.get(name)), "properties", "credentials");
  const credentials = read.argument(properties, "credentials");
  const clientId = blocks.value(credentials, "clientId");
  const clientSecret = blocks.value(credentials, "clientSecret");
  if (clientId === undefined && clientSecret === undefined && (blocks.origin === "plan" || blocks.origin === "state")) {
    const unknown = read.unknown(writeOnly, block.source);
    const body = block.arguments.entries.get("sensitive_body");
    const mentioned = (attribute: RegExp): Value => (body && blocks.mentioned(body, attribute)) ?? unknown;
    return {
      clientId: mentioned(/^(client_id|application_id)$/),
      clientSecret: mentioned(/^(client_secret|result|value)$/),
      ...(body?.kind === "unknown" && { credentialsIn: "sensitive_body" }),
    };
  }
  const credentialsIn = inBody("sensitive_body") ? "sensitive_body" : inBody("body") ? "body" : undefined;
  return { clientId, clientSecret, ...(credentialsIn && { credentialsIn }) };
}

/** Foundry gives every connection its own; known after the apply. */
function redirectUrlOf(blocks: Blocks, block: Block): Value {
  const output = decoded(block.arguments.entries.get("output"));
  const exported = block.arguments.entries.get("response_export_values");
  const names = exported?.kind === "map" ? [...exported.entries] : [];
  const name = names.find(([, path]) => path.kind === "literal" && path.value === "properties.redirectUrl")?.[0];
  const path = "output.properties.redirectUrl";
  const known = blocks.value(output, name ?? "redirect_url") ?? blocks.value(output, "properties", "redirectUrl");
  if (known?.kind === "literal") return known;
  return { kind: "symbolic", parts: [{ address: block.address, path }], source: { ...block.source, path } };
}
