/** Entra: app registrations as a whole and in parts, with their service principals. */
import type { Block } from "../configuration";
import type { Value, Values } from "../value";
import { joinValues } from "../values";
import type { EntraApp, EntraIdentity, EntraServicePrincipal } from "../wiring-identity";
import * as read from "./arguments";
import type { Blocks } from "./blocks";
import { readParts, type EntraParts } from "./entra-parts";
import { isGraph, readPrincipals } from "./entra-principals";
import { readWholeApplication } from "./entra-whole";
import { secretValue, type SecretKeeper } from "./secrets";
import { entraApplicationTypes, entraPrincipalTypes } from "./types";

/** Everything that a root module says about Entra. */
export function readEntra(blocks: Blocks, secrets: SecretKeeper): EntraIdentity {
  const parts = readParts(blocks);
  const principals = readPrincipals(blocks);
  const apps = blocks.ofType(...entraApplicationTypes).map((block) => {
    const servicePrincipal = principals.get(block.address);
    const app = readApp(blocks, block, parts.get(block.address), secrets);
    return servicePrincipal ? { ...app, servicePrincipal } : app;
  });
  return { provider: "entra", apps: [...apps, ...foreignApps(blocks, principals)] };
}

/** Apps of which only the service principal is told; Microsoft Graph is nobody's API or client. */
function foreignApps(blocks: Blocks, principals: ReadonlyMap<string, EntraServicePrincipal>): readonly EntraApp[] {
  return blocks.ofType(...entraPrincipalTypes).flatMap((block) => {
    const servicePrincipal = principals.get(block.address);
    if (!servicePrincipal || isGraph(blocks, block)) return [];
    const { address, source } = block;
    const elsewhere = read.unknownValues(`the app of ${address} is described elsewhere`, source);
    return {
      address,
      clientId: clientIdOf(blocks, block),
      accessTokenVersion: read.unknown(`the app of ${address} is described elsewhere`, source),
      identifierUris: elsewhere,
      scopes: [],
      redirectUris: { web: elsewhere, spa: elsewhere, publicClient: elsewhere },
      passwords: [],
      preAuthorized: [],
      requiredAccess: [],
      servicePrincipal,
      managed: false,
      source,
    };
  });
}

/** An app from the block that creates it and from the resources that add parts to it. */
function readApp(blocks: Blocks, block: Block, parts: EntraParts | undefined, secrets: SecretKeeper): EntraApp {
  const { address, source } = block;
  const managed = block.mode === "resource";
  const reason = `${address} is looked up, and described elsewhere`;
  const whole = readWholeApplication(blocks, block);
  const version = whole.accessTokenVersion ?? (managed ? undefined : read.unknown(reason, source));
  const join = (...lists: readonly (Values | undefined)[]): Values => {
    const joined = joinValues(
      lists.filter((list) => list !== undefined),
      source,
    );
    return managed ? joined : { ...joined, incomplete: joined.incomplete ?? reason };
  };
  const passwords = [...whole.passwords, ...(parts?.passwords ?? [])].map(({ value, source: at }) => ({
    value: secretValue(secrets, value, `a password of ${address}`) ?? value,
    source: at,
  }));
  return {
    address,
    clientId: clientIdOf(blocks, block),
    ...(version && { accessTokenVersion: version }),
    identifierUris: join(whole.identifierUris, ...(parts?.identifierUris ?? [])),
    scopes: [...whole.scopes, ...(parts?.scopes ?? [])],
    redirectUris: {
      web: join(whole.redirectUris.web, ...(parts?.redirectUris.web ?? [])),
      spa: join(whole.redirectUris.spa, ...(parts?.redirectUris.spa ?? [])),
      publicClient: join(whole.redirectUris.publicClient, ...(parts?.redirectUris.publicClient ?? [])),
    },
    passwords,
    preAuthorized: parts?.preAuthorized ?? [],
    requiredAccess: [...whole.requiredAccess, ...(parts?.requiredAccess ?? [])],
    managed,
    source,
  };
}

/** Older providers call it `application_id`. */
function clientIdOf(blocks: Blocks, block: Block): Value {
  return (
    blocks.value(block, "client_id") ?? blocks.value(block, "application_id") ?? blocks.computed(block, "client_id")
  );
}
