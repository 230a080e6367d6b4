import { createResourceManager, type ResourceManager } from "../../../rehearsal/azure/resource-manager";
import type { Caller, VerifyBearer } from "../../../rehearsal/bearer";
import { createClock, type CloudClock } from "../../../rehearsal/clock";
import { createDirectory } from "../../../rehearsal/directory";
import { createFunctions, type Functions } from "../../../rehearsal/functions/functions";
import { createJournal, type Journal, type Party } from "../../../rehearsal/journal";
import { createOutgoing } from "../../../rehearsal/outgoing";
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
import { startEntra, startOkta, type Issuer } from "./issuers";

export const host = "func-weather.azurewebsites.net";
export const scmHost = "func-weather.scm.azurewebsites.net";

const storageBlobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";

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
  const entra = await startEntra(clock);
  const okta = await startOkta(clock);
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
