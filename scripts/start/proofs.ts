import { isDeepStrictEqual } from "node:util";
import type { LocalCloud } from "../../rehearsal/local-cloud";
import { findClient } from "./identity-provider";
import type { Proof } from "./report";

/** Outputs of a stack, as far as they are compared. */
export interface StackOutputs {
  readonly client_ids: Readonly<Record<string, string>>;
  readonly connection_names: Readonly<Record<string, string>>;
  readonly redirect_urls: Readonly<Record<string, string>>;
  readonly agent_names: Readonly<Record<string, string>>;
  readonly mcp_endpoint: string;
}

/** The redirect URL that Foundry gave each connection is the only one registered for its client. */
export function redirectUrlsRegistered(cloud: LocalCloud, stacks: ReadonlyMap<string, StackOutputs>): Proof {
  return perConnection(
    "The redirect URL of every connection is registered by the same apply",
    stacks,
    (outputs, key) => {
      const registered = findClient(cloud, outputs.client_ids[key] ?? "")?.redirectUris ?? [];
      return isDeepStrictEqual(registered, [outputs.redirect_urls[key]])
        ? undefined
        : `registered is ${JSON.stringify(registered)}, the connection's is ${JSON.stringify(outputs.redirect_urls[key])}`;
    },
  );
}

/** Everything that a connection requests is allowed for its client at the identity provider, and nothing else. */
export function requestedScopesAllowed(cloud: LocalCloud, stacks: ReadonlyMap<string, StackOutputs>): Proof {
  return perConnection(
    "What each connection requests is exactly what its access policy allows",
    stacks,
    (outputs, key) => {
      const allowed = findClient(cloud, outputs.client_ids[key] ?? "")?.allowedScopes ?? [];
      const connection = cloud.resourceManager.connections().find(({ name }) => name === outputs.connection_names[key]);
      const requested = (connection?.properties["scopes"] ?? []) as readonly string[];
      // Entra grants short names, a request holds qualified ones.
      const short = requested.map((scope) => scope.slice(scope.lastIndexOf("/") + 1));
      return isDeepStrictEqual([...short].sort(), [...allowed].sort())
        ? undefined
        : `requested ${JSON.stringify(short)}, allowed ${JSON.stringify(allowed)}`;
    },
  );
}

/** Nothing that a deployment creates is left in the clouds. */
export function nothingLeft({ resourceManager, entra, okta }: LocalCloud): Proof {
  const left = [
    ...resourceManager.sites().map(({ id }) => id),
    ...resourceManager.connections().map(({ id }) => id),
    ...[...entra.tenants.values()].flatMap(({ applications }) =>
      [...applications.values()].map(({ properties }) => `Entra app ${properties.displayName}`),
    ),
    ...[...okta.organizations.values()].flatMap(({ apps }) =>
      [...apps.values()].map(({ settings }) => `Okta app ${settings.label}`),
    ),
  ];
  return { claim: "Destroy leaves nothing behind", failures: left };
}

function perConnection(
  claim: string,
  stacks: ReadonlyMap<string, StackOutputs>,
  failure: (outputs: StackOutputs, key: string) => string | undefined,
): Proof {
  const failures = [...stacks].flatMap(([stack, outputs]) =>
    Object.keys(outputs.client_ids).flatMap((key) => {
      const text = failure(outputs, key);
      return text === undefined ? [] : [`${stack}, ${key}: ${text}`];
    }),
  );
  return { claim, failures };
}
