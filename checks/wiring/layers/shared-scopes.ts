/**
 * Scopes of an authorization server or an API that several deployments share. Those that another deployment speaks of, and this one does not,
 * are the other's: nobody expects this one to request or advertise them.
 */
import { shortNameOf } from "../relations";
import { textOf, type Value, type Values } from "../value";
import type { Identity } from "../wiring";
import type { Endpoint } from "./deployments";

/** Who speaks of which scope. */
export class SharedScopes {
  private readonly named = new Map<Endpoint, ReadonlySet<string>>();
  private readonly speakers = new Map<string, number>();

  constructor(endpoints: readonly Endpoint[]) {
    for (const endpoint of endpoints) {
      const names = namesIn(endpoint);
      this.named.set(endpoint, names);
      for (const name of names) this.speakers.set(name, (this.speakers.get(name) ?? 0) + 1);
    }
  }

  /** The identity provider without the scopes of others. */
  withoutOthers(identity: Identity, endpoint: Endpoint): Identity {
    const own = this.named.get(endpoint);
    const isOwn = ({ name }: { readonly name?: Value }): boolean => {
      const text = textOf(name);
      return text === undefined || own?.has(text) === true || !this.speakers.has(text);
    };
    if (identity.provider === "okta") {
      return {
        ...identity,
        servers: identity.servers.map((server) => ({ ...server, scopes: server.scopes.filter(isOwn) })),
      };
    }
    return { ...identity, apps: identity.apps.map((app) => ({ ...app, scopes: app.scopes.filter(isOwn) })) };
  }
}

/** Short names of the scopes that a deployment requests, advertises, or requires for a tool. */
function namesIn({ connections, functionApp }: Endpoint): ReadonlySet<string> {
  const lists: readonly (Values | undefined)[] = [
    ...connections.map(({ scopes }) => scopes),
    functionApp?.advertisedByGate,
    functionApp?.server.advertised,
  ];
  const written = lists.flatMap((list) => list?.items ?? []).map((scope) => textOf(shortNameOf(scope)));
  const required = [...(functionApp?.server.toolScopes?.tools.values() ?? [])].flat();
  return new Set([...written, ...required].filter((name) => name !== undefined));
}
