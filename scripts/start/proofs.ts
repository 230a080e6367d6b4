import { isDeepStrictEqual } from "node:util";
import type { Deployment } from "../../contract/deployment";
import { stackName } from "../../contract/names";
import { inventory } from "../../rehearsal/inventory";
import type { LocalCloud } from "../../rehearsal/local-cloud";
import { findClient } from "./identity-provider";
import type { StackOutputs } from "./outputs";
import type { Proof } from "./report";

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
      // A union over several policy rules would admit nothing: Okta looks for one that holds them all.
      const [only, ...more] = allowed;
      return requested.length > 0 && more.length === 0 && isDeepStrictEqual([...short].sort(), [...(only ?? [])].sort())
        ? undefined
        : `requested ${JSON.stringify(short)}, allowed ${JSON.stringify(allowed)}`;
    },
  );
}

/** The clouds hold what they held before, and nothing else. */
export function nothingLeft(before: readonly string[], cloud: LocalCloud): Proof {
  const after = inventory(cloud);
  const differences = [
    ...after.filter((entry) => !before.includes(entry)).map((entry) => `left behind: ${entry}`),
    ...before.filter((entry) => !after.includes(entry)).map((entry) => `gone, and not ours: ${entry}`),
  ];
  return { claim: "Destroy leaves nothing behind and takes nothing else", failures: differences };
}

/** Every deployment was applied, and every connection of its file is there. */
export function everythingCreated(
  deployments: readonly Deployment[],
  stacks: ReadonlyMap<string, StackOutputs>,
  added: number,
): Proof {
  const failures = deployments.flatMap((deployment) => {
    const stack = stackName(deployment);
    const outputs = stacks.get(stack);
    if (outputs === undefined) return [`${stack} has no outputs`];
    return deployment.connections
      .filter(({ key }) => outputs.redirect_urls[key] === undefined || outputs.client_ids[key] === undefined)
      .map(({ key }) => `${stack} has no connection ${key}`);
  });
  return {
    claim: `cdktf deploy created ${added} resources in one apply a stack`,
    failures: added > 0 ? failures : [...failures, "nothing was created"],
  };
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
