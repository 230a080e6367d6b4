/** Valid deployment files of every shape, for property tests. */
import { resolve } from "node:path";

import fc from "fast-check";
import { stringify } from "yaml";

import type { DeploymentFileInput } from "../../contract/deployment-file";
import { arbitraryBackend, type BackendType } from "./arbitrary-backend";
import { guid, line, oktaId, prose, slug } from "./arbitrary-text";

type Provider = "okta" | "entra";
type Connections = DeploymentFileInput["connections"];
type Groups = Connections[string]["groups"];

const protocolScopes = ["openid", "profile", "email", "address", "phone", "offline_access"];

const scopeName = fc
  .oneof(
    fc.constantFrom("weather.read", "weather.alert", "42", "constructor"),
    fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,20}$/),
  )
  .filter((name) => !protocolScopes.includes(name.toLowerCase()) && name !== "__proto__");

/** What a property needs held fast; the rest varies. */
export interface DeploymentOptions {
  readonly provider?: Provider;
  readonly hosting?: "self-hosted" | "mcp-extension";
  readonly gate?: "easy-auth" | "server";
  readonly backend?: BackendType;
  /** Absolute path of the server's folder. @default that of the example */
  readonly source?: string;
}

/**
 * Deployment files that are valid by themselves: both providers, hostings and gates, resources created and referenced, groups
 * by name and id, 1 to 4 connections, 1 to 6 scopes, every backend, and texts that Terraform or JSON could misread.
 */
export function arbitraryDeployment(options: DeploymentOptions = {}): fc.Arbitrary<DeploymentFileInput> {
  return fc
    .record({
      provider:
        options.provider === undefined ? fc.constantFrom<Provider>("okta", "entra") : fc.constant(options.provider),
      names: fc.uniqueArray(scopeName, { minLength: 1, maxLength: 6, selector: (name) => name.toLowerCase() }),
      keys: fc.uniqueArray(slug(1, 26), { minLength: 1, maxLength: 4 }),
      subscriptionId: guid(),
    })
    .chain(({ provider, names, keys, subscriptionId }) =>
      fc
        .record({
          name: slug(3, 10),
          environment: slug(1, 6),
          identity: identity(provider),
          server: server(provider, options),
          scopes: scopes(names),
          connections: connections(provider, names, keys),
          secrets: secrets(provider),
          azure: azure(subscriptionId),
          foundry: foundry(subscriptionId),
          vscode: fc.boolean(),
          backend: arbitraryBackend(options.backend),
        })
        .map(({ vscode, ...file }) => ({
          ...file,
          clients: { vscode: vscode && provider === "entra" && isForEveryone(file.connections) },
        })),
    );
}

/** Writes a file as YAML, every text in double quotes. */
export function deploymentYaml(file: DeploymentFileInput): string {
  return stringify(file, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "QUOTE_DOUBLE" });
}

function isForEveryone(connections: Connections): boolean {
  return Object.values(connections).some(({ groups }) => groups === "everyone");
}

function identity(provider: Provider): fc.Arbitrary<DeploymentFileInput["identity"]> {
  if (provider === "entra") return fc.constant({ provider });
  return fc.record(
    {
      provider: fc.constant(provider),
      organization: slug(1, 20)
        .map((label) => `${label}.okta.com`)
        .filter((host) => !host.includes("-admin.")),
      authorizationServer: fc.record({ id: oktaId("aus"), name: line(40) }),
      tokenAuthentication: fc.constantFrom("client_secret_basic", "client_secret_post"),
    },
    { requiredKeys: ["provider", "organization"] },
  );
}

function server(provider: Provider, options: DeploymentOptions): fc.Arbitrary<DeploymentFileInput["server"]> {
  const source = options.source ?? resolve(__dirname, "../../examples/weather-server");
  const hostings =
    options.hosting === undefined ? (["self-hosted", "mcp-extension", undefined] as const) : [options.hosting];
  const gates = options.gate === undefined ? (["easy-auth", "server", undefined] as const) : [options.gate];
  return fc
    .record({ hosting: fc.constantFrom(...hostings), gate: fc.constantFrom(...gates) })
    .filter(({ hosting, gate }) => {
      const effective = gate ?? (provider === "entra" ? "easy-auth" : "server");
      return hosting !== "mcp-extension" || effective === "easy-auth";
    })
    .map(({ hosting, gate }) => ({ source, ...(hosting && { hosting }), ...(gate && { gate }) }));
}

function scopes(names: readonly string[]): fc.Arbitrary<DeploymentFileInput["scopes"]> {
  const one = fc.record({ description: prose(60), count: fc.integer({ min: 1, max: 3 }) });
  return fc
    .tuple(...names.map(() => one))
    .map((all) =>
      Object.fromEntries(
        all.map(({ description, count }, index) => [
          names[index] ?? "",
          { description, tools: Array.from({ length: count }, (_, tool) => `tool_${index}.${tool}`) },
        ]),
      ),
    );
}

/** Every scope is requested by some connection, and every connection requests some scope. */
function connections(provider: Provider, names: readonly string[], keys: readonly string[]): fc.Arbitrary<Connections> {
  const requesters = fc.tuple(...names.map(() => fc.subarray([...keys], { minLength: 1 })));
  return fc.tuple(requesters, fc.tuple(...keys.map(() => groups(provider)))).map(([wanted, admitted]) =>
    Object.fromEntries(
      keys.map((key, index) => {
        const requested = names.filter((_name, scope) => wanted[scope]?.includes(key));
        return [
          key,
          { scopes: requested.length > 0 ? requested : names.slice(0, 1), groups: admitted[index] ?? "everyone" },
        ];
      }),
    ),
  );
}

function groups(provider: Provider): fc.Arbitrary<Groups> {
  const id = provider === "entra" ? guid() : oktaId("00g");
  const name = line(30).filter((text) => text.toLowerCase() !== "everyone");
  const list = fc.uniqueArray(
    fc.oneof(
      name,
      id.map((value) => ({ id: value })),
    ),
    {
      minLength: 1,
      maxLength: 3,
      selector: (group) => JSON.stringify(group).normalize("NFC"),
    },
  );
  return fc.oneof(fc.constant<"everyone">("everyone"), list);
}

function secrets(provider: Provider): fc.Arbitrary<NonNullable<DeploymentFileInput["secrets"]>> {
  const rotation = fc.integer({ min: 1, max: 1000 });
  if (provider === "okta") return fc.record({ rotation }, { requiredKeys: [] });
  return fc.record({ rotation, lifetimeDays: fc.integer({ min: 1, max: 730 }) }, { requiredKeys: [] });
}

function azure(subscriptionId: string): fc.Arbitrary<DeploymentFileInput["azure"]> {
  const tagName = line(20).filter((tag) => !/[<>%&\\?/]|^(microsoft|azure|windows)/i.test(tag) && tag !== "__proto__");
  return fc.record(
    {
      tenantId: guid(),
      subscriptionId: fc.constant(subscriptionId),
      location: fc.constantFrom("swedencentral", "eastus2", "westeurope"),
      tags: fc
        .uniqueArray(fc.tuple(tagName, fc.oneof(fc.constant(""), line(20))), {
          maxLength: 3,
          selector: ([tag]) => tag.normalize("NFC").toLowerCase(),
        })
        .map((entries) => Object.fromEntries(entries)),
      resourceGroup: slug(1, 20),
      logAnalyticsWorkspace: slug(4, 20).map(
        (name) => `${provider(subscriptionId, "Microsoft.OperationalInsights")}/workspaces/${name}`,
      ),
    },
    { requiredKeys: ["tenantId", "subscriptionId", "location"] },
  );
}

function provider(subscriptionId: string, namespace: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/shared/providers/${namespace}`;
}

function foundry(subscriptionId: string): fc.Arbitrary<DeploymentFileInput["foundry"]> {
  const accountId = slug(2, 20).map(
    (name) => `${provider(subscriptionId, "Microsoft.CognitiveServices")}/accounts/${name}`,
  );
  const projectId = fc.tuple(accountId, slug(2, 20)).map(([account, name]) => ({ id: `${account}/projects/${name}` }));
  const created = fc.record({
    name: fc.constantFrom("gpt-5-mini", "gpt-4.1", "Phi-4"),
    version: fc.constantFrom("2025-08-07", "1"),
    sku: fc.constantFrom<"GlobalStandard" | "Standard">("GlobalStandard", "Standard"),
    capacity: fc.integer({ min: 1, max: 1000 }),
  });
  const referenced = slug(2, 20).map((deployment) => ({ deployment }));
  const resources = fc.oneof(
    fc.record({ project: slug(2, 20), model: created }),
    fc.record({ project: slug(2, 20), account: accountId, model: fc.oneof(created, referenced) }),
    fc.record({ project: projectId, model: fc.oneof(created, referenced) }),
  );
  return fc
    .record({
      resources,
      agent: fc.record({ instructions: prose(100) }),
      groups: fc.uniqueArray(line(20), { maxLength: 2, selector: (name) => name.normalize("NFC") }),
      ids: fc.uniqueArray(guid(), { maxLength: 3 }),
      type: fc.constantFrom<"User" | "Group" | "ServicePrincipal">("User", "Group", "ServicePrincipal"),
    })
    .map(({ resources: named, agent, groups: names, ids: [user, ...deployers], type }) => ({
      ...named,
      agent,
      users: [...names.map((group) => ({ group })), ...(user === undefined ? [] : [{ id: user, type }])],
      deployers: deployers.map((id) => ({ id, type })),
    }));
}
