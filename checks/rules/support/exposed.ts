/** What the identity provider exposes to a connection. */
import type { End } from "../../finding";
import { authorizationServerOf, type Lookup } from "../../wiring/relations";
import { booleanOf, type Source, type Value, type Values } from "../../wiring/value";
import type { Connection, Wiring } from "../../wiring/wiring";
import type { AuthorizationServer, EntraApp } from "../../wiring/wiring-identity";
import { end } from "../../finding";
import { apiAppFor } from "./api-app";
import { qualified } from "./scopes";
import { showAddress, showValues } from "./words";

/** The scopes of an API. */
export interface Exposed {
  /** The authorization server or API app. */
  readonly address: string;
  /** Short names. */
  readonly names: Values;
  /** What stands before a short name in a request. @default nothing: scopes are requested by their short names */
  readonly resource?: Value;
  /** @default the API is an authorization server of Okta */
  readonly app?: EntraApp;
}

/** What is exposed by the API that a connection requests; `none` where another rule says why there is none. */
export function exposedTo(wiring: Wiring, connection: Connection): Lookup<Exposed> {
  if (wiring.identity?.provider === "okta") {
    const server = authorizationServerOf(wiring, connection);
    if (server.outcome === "found") return { outcome: "found", found: exposedBy(server.found) };
    if (server.outcome === "undecided" || connection.authorizationUrl === undefined) return server;
    return {
      outcome: "undecided",
      missing: "the authorization server that the authorization URL names: it is none of those that were read",
    };
  }
  const app = apiAppFor(wiring, connection);
  return app.outcome === "found" ? { outcome: "found", found: exposedByApp(app.found) } : app;
}

/** Everything that is exposed here, whoever requests it. */
export function exposedHere({ identity }: Wiring): readonly Exposed[] {
  if (identity?.provider === "okta") return identity.servers.map(exposedBy);
  return (identity?.apps ?? []).filter(({ scopes }) => scopes.length > 0).map(exposedByApp);
}

/** The scopes of an authorization server. */
export function exposedBy({ address, scopes, managed, source }: AuthorizationServer): Exposed {
  return { address, names: namesOf(scopes, managed, address, source) };
}

/** The scopes of an API app; one that is disabled is not exposed. */
export function exposedByApp(app: EntraApp): Exposed {
  const { address, managed, source, identifierUris, clientId } = app;
  const enabled = app.scopes.filter((scope) => booleanOf(scope.enabled) !== false);
  const doubtful = enabled.find((scope) => scope.enabled && booleanOf(scope.enabled) === undefined);
  const incomplete = doubtful && `whether ${showAddress(doubtful.address)} is enabled is not known`;
  const names = namesOf(enabled, managed, address, source);
  return {
    address,
    names: incomplete === undefined ? names : { incomplete, ...names },
    resource: identifierUris.items[0] ?? clientId,
    app,
  };
}

/** A scope in the form in which it is requested. */
export function asRequested({ resource }: Exposed, name: Value): Value {
  return resource ? qualified(resource, name) : name;
}

/** The end that says what is exposed. */
export function exposedEnd({ names }: Exposed): End {
  return end("identity", "scopes exposed", showValues(names), names);
}

function namesOf(
  scopes: readonly { readonly address: string; readonly name?: Value; readonly source: Source }[],
  managed: boolean,
  address: string,
  source: Source,
): Values {
  return {
    items: scopes.map(
      (scope) =>
        scope.name ?? {
          kind: "unknown",
          reason: `${showAddress(scope.address)} is written without a name`,
          source: scope.source,
        },
    ),
    ...(!managed && {
      incomplete: `${showAddress(address)} is referenced, and may have scopes that are written elsewhere`,
    }),
    source,
  };
}
