/**
 * One name for one thing. Providers compute some values under several names (`client_id` and, before, `application_id`); two values
 * that name one thing must have one normal form.
 */
import type { Block } from "../configuration";
import { fromParts, literalValue, textOf, type Part, type Reference, type Symbolic, type Value } from "../value";
import * as read from "./arguments";
import { armTypeOf } from "./azapi";
import type { Blocks } from "./blocks";
import { writtenServerId } from "./conditions";
import { hostNameOf } from "./host-name";
import { armTypes, entraApplicationTypes, entraPrincipalTypes } from "./types";

/** Rewrites every reference of a value. */
export function canonicalReference(blocks: Blocks, value: Symbolic): Value {
  const parts: Part[] = [];
  for (const part of value.parts) {
    const replaced = typeof part === "string" ? undefined : rewritten(blocks, part);
    if (replaced === undefined) parts.push(part);
    else if (replaced.kind === "symbolic") parts.push(...replaced.parts);
    else if (replaced.kind === "literal") parts.push(String(replaced.value));
    else return { ...replaced, source: value.source };
  }
  return fromParts(parts, value.source);
}

/** What a reference becomes; undefined where it stays. */
function rewritten(blocks: Blocks, reference: Reference): Value | undefined {
  const block = blocks.at(reference);
  if (!block) return undefined;
  const path = pathIn(block, reference);
  const type = block.mode === "data" ? `data.${block.type}` : block.type;
  const to = (canonicalPath: string): Value => ({
    kind: "symbolic",
    parts: [{ address: block.address, path: canonicalPath }],
    source: block.source,
  });
  if (entraApplicationTypes.includes(type)) return applicationValue(blocks, block, path, to);
  if (entraPrincipalTypes.includes(type)) {
    if (path !== "client_id" && path !== "application_id") return to(path === "id" ? "object_id" : path);
    const written = read.value(block.arguments, "client_id") ?? read.value(block.arguments, "application_id");
    return written ? blocks.canonical(written) : to("client_id");
  }
  switch (type) {
    case "data.azuread_group":
    case "azuread_group":
      return to(path === "id" ? "object_id" : path);
    case "okta_app_oauth":
      // Okta makes both the same, unless the client id is preset.
      return to(path === "id" && !hasPresetClientId(block) ? "client_id" : path);
    case "okta_auth_server":
    case "okta_auth_server_default":
    case "data.okta_auth_server":
      return serverValue(block, path, to);
    case "azapi_resource":
      return azapiValue(blocks, block, exportedPath(block, path), to);
    case "azurerm_function_app_flex_consumption":
    case "azurerm_linux_function_app":
    case "azurerm_windows_function_app":
    case "azurerm_linux_web_app":
    case "azurerm_windows_web_app":
      return path === "default_hostname" ? siteHost(blocks, block, path, to) : to(path);
    default:
      return to(path);
  }
}

function serverValue(block: Block, path: string, to: (path: string) => Value): Value {
  const id = path === "id" ? writtenServerId(block) : undefined;
  if (id !== undefined) return literalValue(id, block.source);
  // A server has one audience, in a list.
  return to(path === "audiences" ? "audiences[0]" : path);
}

function azapiValue(blocks: Blocks, block: Block, path: string, to: (path: string) => Value): Value {
  const isHost = path === "output.properties.defaultHostName" && armTypeOf(block) === armTypes.site;
  return isHost ? siteHost(blocks, block, path, to) : to(path);
}

/** A site is found at its name, however a target says that. */
function siteHost(blocks: Blocks, block: Block, path: string, to: (path: string) => Value): Value {
  const name = blocks.value(block, "name");
  return name && name.kind !== "unknown" ? hostNameOf(name) : to(path);
}

function hasPresetClientId({ arguments: { entries } }: Block): boolean {
  return entries.has("client_id") || entries.has("custom_client_id");
}

/** The path without the key of an instance that the address of the block holds, or that there is only one of. */
function pathIn({ address }: Block, reference: Reference): string {
  const key = /^(\[[^\]]*\])\.?/.exec(reference.path);
  if (!key) return reference.path;
  const only = key[1] === "[0]" || address === reference.address + String(key[1]);
  return only ? reference.path.slice(key[0].length) : reference.path;
}

function applicationValue(blocks: Blocks, block: Block, path: string, to: (path: string) => Value): Value {
  if (path === "application_id") return to("client_id");
  const scope = /^oauth2_permission_scope_ids(?:\["(?<quoted>[^"]*)"\]|\.(?<plain>.+))$/.exec(path)?.groups;
  const name = scope?.["quoted"] ?? scope?.["plain"];
  if (name === undefined) return to(path);
  const scopes = read.nested(block.arguments, "api", "oauth2_permission_scope").items;
  const found = scopes.find((item) => textOf(read.value(item, "value")) === name);
  const id = found && read.value(found, "id");
  return id ? blocks.canonical(id) : to(path);
}

/**
 * Members of `output` are named by what the block exports: `output.redirect_url` is `output.properties.redirectUrl` where
 * `response_export_values` says so.
 */
function exportedPath(block: Block, path: string): string {
  const name = /^output\.(?<name>[\w-]+)$/.exec(path)?.groups?.["name"];
  if (name === undefined) return path;
  const exported = textOf(read.value(block.arguments, "response_export_values", name));
  return exported === undefined ? path : `output.${exported}`;
}
