/** Redirect URLs: what Foundry gives a connection, and where they are registered. */
import { fromParts, showValue, textOf, type Comparison, type Value, type Values } from "../../wiring/value";
import { containsAny } from "../../wiring/values";
import type { Connection, Wiring } from "../../wiring/wiring";
import type { EntraApp, OktaApp } from "../../wiring/wiring-identity";
import { compareUnique } from "./unique";

/** How the redirect URL of every connection begins. @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication */
export const redirectBeginning = "https://global.consent.azure-apim.net/redirect/";

/** Redirect URLs registered at one app for one platform. */
export interface Registration {
  readonly app: { readonly address: string };
  /** `web` is the one that exchanges a code with a secret. */
  readonly platform: "web" | "spa" | "publicClient";
  readonly uris: Values;
}

/** The redirect URL of a connection: what its source says, else the reference to it. */
export function redirectUrlOf({ redirectUrl, address, source }: Connection): Value {
  return redirectUrl ?? fromParts([{ address, path: "output.properties.redirectUrl" }], source);
}

/** Everything that is registered anywhere. */
export function registrations({ identity }: Wiring): readonly Registration[] {
  if (identity?.provider === "okta") return identity.apps.flatMap(registrationsOfOkta);
  return (identity?.apps ?? []).flatMap(registrationsOfEntra);
}

/** What is registered at an app. */
export function registrationsOf(app: OktaApp | EntraApp): readonly Registration[] {
  return "identifierUris" in app ? registrationsOfEntra(app) : registrationsOfOkta(app);
}

/** Whether a list of redirect URLs holds a connection's. */
export function holdsRedirect(uris: Values, connection: Connection): Comparison {
  return containsAny(uris, [redirectUrlOf(connection)], compareRedirects);
}

function compareRedirects(registered: Value, wanted: Value): Comparison {
  const written = textOf(registered);
  // Whatever Foundry gives, it begins so.
  if (wanted.kind === "symbolic" && written !== undefined && !written.startsWith(redirectBeginning)) {
    return { outcome: "different" };
  }
  const compared = compareUnique(registered, wanted);
  if (compared.outcome !== "undecided" || written === undefined) return compared;
  return { outcome: "undecided", missing: `whether Foundry gave the connection ${showValue(registered)}` };
}

function registrationsOfOkta(app: OktaApp): readonly Registration[] {
  return [{ app, platform: "web", uris: app.redirectUris ?? { items: [], source: app.source } }];
}

function registrationsOfEntra(app: EntraApp): readonly Registration[] {
  const { web, spa, publicClient } = app.redirectUris;
  return [
    { app, platform: "web", uris: web },
    { app, platform: "spa", uris: spa },
    { app, platform: "publicClient", uris: publicClient },
  ];
}
