/** For every valid deployment file, the layers of the generated configuration agree. */
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseDeployment } from "../../contract/deployment-file";
import { arbitraryDeployment, deploymentYaml } from "../support/arbitrary-deployment";
import { synthesize } from "../support/synthesize";
import { readWiring } from "../support/wiring";
import type { Deployment } from "../../contract/deployment";
import type { TerraformJson } from "../support/terraform-json";

const file = join(__dirname, "..", "..", "deployments", "generated.yaml");

/** Another one in every run; a failure tells it. */
const seed = Date.now() % 2 ** 31;

// Synthesized once for all properties, which only read.
const cases = fc
  .sample(arbitraryDeployment(), { numRuns: 100, seed })
  .map((content) => deploymentYaml(content))
  .map((yaml) => ({ yaml, deployment: parseDeployment(yaml, file) }))
  .map(({ yaml, deployment }) => ({ yaml, deployment, stack: synthesize(deployment) }));

function forEvery(property: (stack: TerraformJson, deployment: Deployment) => void): void {
  for (const { yaml, deployment, stack } of cases) {
    try {
      property(stack, deployment);
    } catch (error) {
      throw new Error(`Seed ${seed}:\n${yaml}`, { cause: error });
    }
  }
}

const sorted = (values: readonly string[]): readonly string[] => [...values].sort();

describe("scopes", () => {
  test("a connection requests exactly what its allowed tools require", () => {
    forEvery((stack) => {
      const { connections, required } = readWiring(stack);
      for (const { allowedTools, requestedApiScopes } of connections) {
        const needed = new Set(allowedTools.flatMap((tool) => required[tool] ?? [`no scope for ${tool}`]));
        expect(sorted([...needed])).toEqual(sorted(requestedApiScopes));
      }
    });
  });

  test("an agent is allowed every tool that its connection's scopes open", () => {
    forEvery((stack) => {
      const { connections, required } = readWiring(stack);
      for (const { allowedTools, requestedApiScopes } of connections) {
        const open = Object.entries(required).filter(([, scopes]) =>
          scopes.every((scope) => requestedApiScopes.includes(scope)),
        );
        expect(sorted(allowedTools)).toEqual(sorted(open.map(([tool]) => tool)));
      }
    });
  });

  test("exactly what a connection requests is allowed for its client, protocol scopes included", () => {
    forEvery((stack) => {
      for (const { requestedApiScopes, requested, allowed } of readWiring(stack).connections) {
        expect(requested.slice(0, 2)).toEqual(["openid", "offline_access"]);
        expect(sorted(allowed)).toEqual(sorted(["openid", "offline_access", ...requestedApiScopes]));
      }
    });
  });

  test("everything exposed is advertised, and every request is in the form advertised", () => {
    forEvery((stack) => {
      const { advertised, exposed, connections } = readWiring(stack);
      expect(sorted(advertised.map((scope) => scope.slice(scope.lastIndexOf("/") + 1)))).toEqual(sorted(exposed));
      for (const { requested } of connections) {
        expect(requested.filter((scope) => !advertised.includes(scope))).toEqual(["openid", "offline_access"]);
      }
    });
  });
});

describe("audience, issuer, client, redirect URI, endpoint", () => {
  test("the gate knows exactly one identity provider, or none where the server is the gate", () => {
    forEvery((stack, { server, identity }) => {
      const { gate, audience } = readWiring(stack);
      const provider = identity.provider === "entra" ? "azureActiveDirectory" : "okta";
      expect(gate.enabled).toBe(server.gate === "easy-auth");
      expect(gate.enabledProviders).toEqual(gate.enabled ? [provider] : []);
      if (gate.enabled) expect(gate.clientId).toEqual(audience);
    });
  });

  test("every connection's client is admitted by gate and server", () => {
    forEvery((stack) => {
      const { connections, allowedClients, gate } = readWiring(stack);
      for (const { clientId } of connections) {
        expect(allowedClients).toContain(clientId);
        if (gate.allowedApplications) expect(gate.allowedApplications).toEqual(allowedClients);
      }
    });
  });

  test("authorize and token URL belong to the issuer that the server expects", () => {
    forEvery((stack, { identity }) => {
      const { connections, issuer } = readWiring(stack);
      const root = identity.provider === "entra" ? issuer.replace(/v2\.0$/, "oauth2/v2.0") : `${issuer}/v1`;
      for (const { authorizationUrl, tokenUrl } of connections) {
        expect({ authorizationUrl, tokenUrl }).toEqual({
          authorizationUrl: `${root}/authorize`,
          tokenUrl: `${root}/token`,
        });
      }
    });
  });

  test("the redirect URI registered is the connection's own", () => {
    forEvery((stack) => {
      for (const { address, registeredRedirects } of readWiring(stack).connections) {
        expect(registeredRedirects).toEqual([`\${${address}.output.redirect_url}`]);
      }
    });
  });

  test("connection, agent and server name one endpoint, with the path of the hosting", () => {
    forEvery((stack, { server }) => {
      const { connections, resource } = readWiring(stack);
      expect(resource).toMatch(server.hosting === "self-hosted" ? /net\/mcp$/ : /net\/runtime\/webhooks\/mcp$/);
      for (const { target, agentServerUrl } of connections)
        expect([target, agentServerUrl]).toEqual([resource, resource]);
    });
  });
});

describe("graph", () => {
  test("every reference resolves", () => {
    forEvery(({ addresses, dependencies }) => {
      const dangling = [...dependencies].flatMap(([from, to]) =>
        to.filter((address) => !addresses.has(address)).map((address) => `${from} -> ${address}`),
      );
      expect(dangling).toEqual([]);
    });
  });

  test("no reference leads back", () => {
    forEvery(({ dependencies }) => expect(cycle(dependencies)).toEqual([]));
  });

  test("nothing that a connection depends on comes from the output of another azapi resource", () => {
    forEvery((stack) => {
      const { dependencies } = stack;
      for (const { address } of readWiring(stack).connections) {
        const reached = closure(address, dependencies);
        expect(reached.filter((other) => other.startsWith("azapi_"))).toEqual([]);
      }
    });
  });
});

function closure(from: string, dependencies: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const reached = new Set<string>();
  const open = [...(dependencies.get(from) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...(dependencies.get(next) ?? []));
  }
  return [...reached];
}

/** A cycle as a list of addresses; empty where there is none. */
function cycle(dependencies: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = [...dependencies.keys()].find((address) => closure(address, dependencies).includes(address));
  return found === undefined ? [] : [found];
}
