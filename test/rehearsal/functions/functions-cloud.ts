import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";
import { createResourceManager, type ResourceManager } from "../../../rehearsal/azure/resource-manager";
import type { Caller, VerifyBearer } from "../../../rehearsal/bearer";
import { createClock, type CloudClock } from "../../../rehearsal/clock";
import { createDirectory } from "../../../rehearsal/directory";
import { createFunctions, type Functions } from "../../../rehearsal/functions/functions";
import { createJournal, type Journal, type Party } from "../../../rehearsal/journal";
import { createOutgoing } from "../../../rehearsal/outgoing";
import type { Service } from "../../../rehearsal/service";
import { switchSettings, type SwitchSettings } from "../../../rehearsal/switches";
import { startFrontClient, type Answer, type FrontClient } from "../support/front-client";
import {
  bodies,
  deployer,
  group,
  identityId,
  person,
  planId,
  propertiesOf,
  siteId,
  storageId,
  subscription,
  subscriptionId,
  tenantId,
  token as managementToken,
} from "../support/test-cloud";

export const host = "func-weather.azurewebsites.net";
export const scmHost = "func-weather.scm.azurewebsites.net";
export const entraIssuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
export const oktaIssuer = "https://example.okta.com/oauth2/aus1";
export const oktaConfigurationUrl = `${oktaIssuer}/.well-known/openid-configuration`;

const storageBlobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";

/** What a test says of a token; everything else is as it should be. */
export interface TokenFacts {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** @default the key that the issuer publishes */
  readonly key?: CryptoKey;
  readonly header?: Readonly<Record<string, string>>;
}

/** An identity provider that publishes one key. */
export interface Issuer {
  readonly service: Service;
  /** Signs an access token that lasts an hour. */
  token(facts?: TokenFacts): Promise<string>;
}

/** The Functions platform, Resource Manager and two identity providers behind a front. */
export interface FunctionsCloud {
  readonly client: FrontClient;
  readonly clock: CloudClock;
  readonly journal: Journal;
  readonly functions: Functions;
  readonly resourceManager: ResourceManager;
  readonly entra: Issuer;
  readonly okta: Issuer;
  arm(method: "GET" | "PUT" | "POST" | "DELETE", id: string, body?: unknown): Promise<Answer>;
  /** Writes the app settings. */
  appSettings(settings: Readonly<Record<string, string>>): Promise<void>;
  /** Writes `authsettingsV2`. */
  authSettings(properties: unknown): Promise<void>;
  /** Asks the site. */
  ask(path: string, options?: AskOptions): Promise<Answer>;
  /** Sends a package and reads what becomes of it until that is known. */
  publish(archive: Buffer, caller?: Caller): Promise<Answer>;
  /** What a party has written into the journal. */
  said(party: Party): readonly string[];
  close(): Promise<void>;
}

/** How a test asks the site. */
export interface AskOptions {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Starts everything, with a site to which nothing was published. */
export async function startFunctionsCloud(chosen: Partial<SwitchSettings> = {}): Promise<FunctionsCloud> {
  const switches = switchSettings({ storageRoleSpread: "at-once", ...chosen });
  const clock = createClock();
  const journal = createJournal();
  const outgoing = createOutgoing();
  const directory = createDirectory();
  directory.add(tenantId, { id: deployer.objectId, type: "ServicePrincipal", displayName: "deployer" });
  directory.add(tenantId, { id: person.objectId, type: "User", displayName: "Ada" });
  const tenant = { tenantId, subscriptionIds: [subscriptionId], groups: [], people: [], principals: [], resources: [] };
  const resourceManager = createResourceManager({
    seed: { tenants: [tenant], organizations: [] },
    verifyBearer,
    directory,
    switches,
    deployerObjectId: deployer.objectId,
  });
  const functions = createFunctions({
    resourceManager,
    verifyBearer,
    outgoing,
    clock,
    journal,
    switches,
    childProxy: () => client.front,
  });
  const entra = await startIssuer("login.microsoftonline.com", entraIssuer, keyPairs[0], clock);
  const okta = await startIssuer("example.okta.com", oktaIssuer, keyPairs[1], clock);
  const services = [...functions.services, resourceManager.service, entra.service, okta.service];
  const client = await startFrontClient(services);
  outgoing.connect(client.front);
  const arm: FunctionsCloud["arm"] = async (method, id, body) => {
    const answer = await client.send(method, `https://management.azure.com${id}?api-version=2024-04-01`, {
      headers: { authorization: managementToken(deployer) },
      ...(body !== undefined && { body }),
    });
    if (answer.status >= 300) throw new Error(`${method} ${id}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  await createSite(arm);
  return {
    client,
    clock,
    journal,
    functions,
    resourceManager,
    entra,
    okta,
    arm,
    appSettings: async (properties) => {
      await arm("PUT", `${siteId}/config/appsettings`, { properties });
    },
    authSettings: async (properties) => {
      await arm("PUT", `${siteId}/config/authsettingsV2`, { properties });
    },
    ask: (path, { method = "GET", token, headers = {}, body } = {}) =>
      client.send(method, `https://${host}${path}`, {
        headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
        ...(body !== undefined && { body }),
      }),
    publish: (archive, caller = deployer) => publish(client, archive, caller),
    said: (party) => journal.entries().flatMap((entry) => (entry.party === party ? [entry.text] : [])),
    async close() {
      await functions.close();
      await outgoing.close();
      await client.close();
    },
  };
}

/** Settings with which Easy Auth lets Entra's tokens through. */
export function entraSettings(validation: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return gateSettings({
    azureActiveDirectory: {
      enabled: true,
      registration: { clientId: "api-client-id", openIdIssuer: entraIssuer },
      validation,
    },
  });
}

/** Settings with which Easy Auth lets the tokens of a custom provider through. */
export function oktaSettings(clientId = "api://weather"): Readonly<Record<string, unknown>> {
  return gateSettings({
    azureActiveDirectory: { enabled: false },
    customOpenIdConnectProviders: {
      okta: {
        enabled: true,
        registration: {
          clientId,
          openIdConnectConfiguration: { wellKnownOpenIdConfiguration: oktaConfigurationUrl },
        },
      },
    },
  });
}

/** Settings that demand authentication and answer 401; providers that are not named are off. */
export function gateSettings(
  providers: Readonly<Record<string, unknown>>,
  globalValidation: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const unused = ["apple", "azureStaticWebApps", "facebook", "gitHub", "google", "legacyMicrosoftAccount", "twitter"];
  return {
    platform: { enabled: true },
    globalValidation: {
      requireAuthentication: true,
      unauthenticatedClientAction: "Return401",
      excludedPaths: [],
      ...globalValidation,
    },
    identityProviders: { ...Object.fromEntries(unused.map((name) => [name, { enabled: false }])), ...providers },
  };
}

/** Claims of a token of Entra for the site. */
export const entraClaims = {
  iss: entraIssuer,
  aud: "api-client-id",
  azp: "client-1",
  oid: "person-1",
  tid: tenantId,
  preferred_username: "ada@example.com",
  scp: "weather.read",
} as const;

/** Claims of a token of Okta for the site. */
export const oktaClaims = {
  iss: oktaIssuer,
  aud: "api://weather",
  cid: "weather-dev-reader",
  uid: "00u1",
  sub: "ada@example.com",
  scp: ["weather.read"],
} as const;

async function publish(client: FrontClient, archive: Buffer, caller: Caller): Promise<Answer> {
  const headers = { authorization: managementToken(caller), "content-type": "application/zip" };
  const sent = await client.send("POST", `https://${scmHost}/api/publish?RemoteBuild=false`, {
    headers,
    body: archive,
  });
  if (sent.status !== 202) return sent;
  const url = `https://${scmHost}/api/deployments/${String(sent.body)}`;
  for (;;) {
    const answer = await client.send("GET", url, { headers: { authorization: headers.authorization } });
    const { status } = (answer.status === 200 ? answer.body : {}) as { readonly status?: number };
    if (status === 3 || status === 4) return answer;
  }
}

async function createSite(arm: FunctionsCloud["arm"]): Promise<void> {
  await arm("PUT", group, bodies.located);
  for (const namespace of ["ManagedIdentity", "Storage", "Web"]) {
    await arm("POST", `${subscription}/providers/Microsoft.${namespace}/register`);
  }
  const identity = propertiesOf(await arm("PUT", identityId, bodies.located));
  await arm("PUT", storageId, bodies.storage);
  await arm("PUT", `${storageId}/blobServices/default/containers/deployments`, {});
  await arm("PUT", `${storageId}/providers/Microsoft.Authorization/roleAssignments/${assignmentName}`, {
    properties: {
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${storageBlobDataOwner}`,
      principalId: identity["principalId"],
    },
  });
  await arm("PUT", planId, bodies.plan);
  await arm("PUT", siteId, siteBody);
}

export const assignmentName = "11111111-2222-4333-8444-555555555555";

export const siteBody = {
  location: "swedencentral",
  kind: "functionapp,linux",
  identity: { type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } },
  properties: {
    serverFarmId: planId,
    functionAppConfig: {
      deployment: {
        storage: {
          type: "blobContainer",
          value: "https://stweather.blob.core.windows.net/deployments",
          authentication: { type: "UserAssignedIdentity", userAssignedIdentityResourceId: identityId },
        },
      },
    },
  },
};

/** Made once: it takes longer than everything else. */
const keyPairs = [generateKeyPair("RS256"), generateKeyPair("RS256")] as const;

async function startIssuer(
  hostName: string,
  issuer: string,
  keyPair: (typeof keyPairs)[number],
  clock: CloudClock,
): Promise<Issuer> {
  const { privateKey, publicKey } = await keyPair;
  const kid = `${hostName}-1`;
  const key: JWK = { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" };
  const documents: Readonly<Record<string, unknown>> = {
    [`${issuer}/.well-known/openid-configuration`]: { issuer, jwks_uri: `${issuer}/keys` },
    [`${issuer}/keys`]: { keys: [key] },
  };
  return {
    service: {
      hosts: [hostName],
      handle: (request, response) => {
        const document = documents[`https://${hostName}${request.url ?? ""}`];
        response.writeHead(document === undefined ? 404 : 200, { "content-type": "application/json" });
        response.end(JSON.stringify(document ?? {}));
      },
    },
    token: ({ claims = {}, key: other, header = {} } = {}) => {
      const now = Math.floor(clock.now() / 1000);
      return new SignJWT({ iss: issuer, iat: now, nbf: now, exp: now + 3600, ...claims })
        .setProtectedHeader({ alg: "RS256", kid, typ: "JWT", ...header })
        .sign(other ?? privateKey);
    },
  };
}

/** Takes the tokens of the test cloud at their word. */
const verifyBearer: VerifyBearer = (authorization = "", audience) => {
  try {
    const text = Buffer.from(authorization.replace("Bearer ", ""), "base64url").toString();
    const claims = JSON.parse(text) as Caller & { readonly audience: string };
    return claims.audience === audience ? claims : undefined;
  } catch {
    return undefined;
  }
};
