/** Function apps: host, gate, settings, from azapi and azurerm resources. */
import type { Argument, Block } from "../configuration";
import { literalValue, textOf, type Source, type Value } from "../value";
import type { FunctionApp, Gate } from "../wiring-function-app";
import { addSettings, readSettingsList, readSettingsMap, type Settings } from "./app-settings";
import * as read from "./arguments";
import type { Blocks } from "./blocks";
import { readAzapiGate } from "./gate-azapi";
import { readAzurermGate } from "./gate-azurerm";
import { hostNameOf } from "./host-name";
import { looksSecret, type SecretKeeper } from "./secrets";
import { readServerSettings } from "./server-settings";
import { armTypes, azurermSiteTypes } from "./types";

/** A function app while its parts are gathered. */
interface Draft {
  readonly address: string;
  readonly name: Value | undefined;
  readonly source: Source;
  gate: Gate | undefined;
  settings: Settings;
}

const configTypes = ["azapi_resource", "azapi_update_resource"] as const;

/** Every function app, with what is configured on it by resources of its own. */
export function readFunctionApps(blocks: Blocks, secrets: SecretKeeper): readonly FunctionApp[] {
  const sites = blocks.ofArmType(armTypes.site, ...configTypes);
  const drafts = new Map<string, Draft>();
  for (const block of [...sites, ...blocks.ofType(...azurermSiteTypes)]) {
    const draft = block.type.startsWith("azapi") ? azapiDraft(blocks, block) : azurermDraft(blocks, block);
    // An update of a site that is created here says something about that site.
    const updated = block.type === "azapi_update_resource" ? siteOf(blocks, drafts, block) : undefined;
    if (updated) merge(updated, draft);
    else remember(drafts, draft);
  }
  for (const block of blocks.ofArmType(armTypes.siteConfig, ...configTypes)) configure(blocks, drafts, block);
  return [...new Set(drafts.values())].map((draft) => finish(draft, secrets));
}

function azapiDraft(blocks: Blocks, block: Block): Draft {
  const properties = read.argument(blocks.body(block), "properties");
  const { address, source } = block;
  return {
    address,
    name: blocks.value(block, "name") ?? nameInId(blocks.value(block, "resource_id"), source),
    source,
    gate: undefined,
    settings: readSettingsList(blocks, read.argument(properties, "siteConfig", "appSettings")),
  };
}

function azurermDraft(blocks: Blocks, block: Block): Draft {
  const { address, source } = block;
  return {
    address,
    name: blocks.value(block, "name"),
    source,
    gate: readAzurermGate(blocks, block),
    settings: readSettingsMap(blocks, read.argument(block.arguments, "app_settings")),
  };
}

/** `authsettingsV2` and `appsettings`, by name or as the last part of an id. */
function configure(blocks: Blocks, drafts: Map<string, Draft>, block: Block): void {
  const id = blocks.value(block, "resource_id");
  const properties = read.argument(blocks.body(block), "properties");
  const name = blocks.value(block, "name");
  // Without a name and an id it is refused; where one of them is not known, what it says tells what it must be.
  const told = textOf(name) ?? lastSegment(id) ?? (name || id ? kindOf(properties) : undefined);
  const kind = told?.toLowerCase();
  if (kind !== "authsettingsv2" && kind !== "appsettings") return;
  const draft = siteOf(blocks, drafts, block) ?? foreignSite(blocks, drafts, block);
  if (kind === "authsettingsv2") draft.gate = readAzapiGate(blocks, block, properties);
  else draft.settings = addSettings(draft.settings, readSettingsMap(blocks, properties));
}

/** What a configuration must be whose name is not known, as where a plan computes it: only of App Service authentication are these. */
function kindOf(properties: Argument | undefined): string | undefined {
  const isGate = ["platform", "globalValidation", "identityProviders"].some((name) => read.argument(properties, name));
  return isGate ? "authsettingsV2" : undefined;
}

/** The site that a resource configures or updates. */
function siteOf(blocks: Blocks, drafts: ReadonlyMap<string, Draft>, block: Block): Draft | undefined {
  // A plan tells both, and of the one that is not written that the resource computes it.
  for (const attribute of ["parent_id", "resource_id"]) {
    const id = blocks.value(block, attribute);
    const named = blocks.named(id, ...configTypes, ...azurermSiteTypes);
    const name = textOf(nameInId(id, block.source));
    const draft = drafts.get(named?.address ?? "") ?? (name === undefined ? undefined : drafts.get(siteKey(name)));
    if (draft) return draft;
  }
  return undefined;
}

/** A site that is created elsewhere and configured here. */
function foreignSite(blocks: Blocks, drafts: Map<string, Draft>, block: Block): Draft {
  const parent = blocks.value(block, "parent_id") ?? blocks.value(block, "resource_id");
  const reason = "the function app is created elsewhere";
  const draft: Draft = {
    address: block.address,
    name: nameInId(parent, block.source),
    source: block.source,
    gate: undefined,
    settings: { byName: new Map(), incomplete: reason },
  };
  remember(drafts, draft);
  return draft;
}

/** How a site is found by its name among the addresses; no address has a space. */
function siteKey(name: string): string {
  return `site ${name.toLowerCase()}`;
}

function remember(drafts: Map<string, Draft>, draft: Draft): void {
  drafts.set(draft.address, draft);
  const name = textOf(draft.name);
  if (name !== undefined) drafts.set(siteKey(name), draft);
}

function merge(into: Draft, from: Draft): void {
  into.settings = addSettings(into.settings, from.settings);
}

function finish(draft: Draft, secrets: SecretKeeper): FunctionApp {
  const { address, name, source, gate } = draft;
  const { byName, incomplete } = draft.settings;
  const appSettings = new Map<string, Value>();
  for (const [setting, value] of byName) {
    const secret = looksSecret(setting, value);
    if (secret && secrets.literalsAreWritten) {
      secrets.found.push({ what: `the app setting ${setting} of ${address}`, source: value.source });
    }
    appSettings.set(setting, secret ? read.unknown("a secret is not read", value.source) : value);
  }
  return {
    address,
    ...(name && { name, hostName: hostNameOf(name) }),
    ...(gate && { gate }),
    appSettings,
    ...(incomplete !== undefined && { appSettingsIncomplete: incomplete }),
    ...readServerSettings({ byName: appSettings, incomplete }, source),
    source,
  };
}

function nameInId(id: Value | undefined, source: Source): Value | undefined {
  const name = /\/sites\/(?<name>[^/]+)/i.exec(textOf(id) ?? "")?.groups?.["name"];
  return name === undefined ? undefined : literalValue(name, id?.source ?? source);
}

function lastSegment(id: Value | undefined): string | undefined {
  if (id === undefined || id.kind === "unknown") return undefined;
  const last = id.kind === "literal" ? String(id.value) : id.parts.at(-1);
  return typeof last === "string" ? last.split("/").at(-1) : undefined;
}
