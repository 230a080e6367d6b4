/** The clients of a deployment and the APIs that they call. */
import type { EntraApp, EntraServicePrincipal } from "../../checks/wiring/wiring-identity";
import type { ExpiringSecret, Observation } from "../evidence";
import type { AskedClient } from "../reading/client";
import type { Gaps } from "../reading/gaps";
import { itemsAt, textAt, type JsonObject } from "../reading/json";
import { observedBy } from "../reading/observed";
import type { GraphAccess } from "./access";
import { judgePasswords, passwordsOf } from "./passwords";
import { graphClientId, hiddenPrincipal, principalAlone, readClientPrincipal, type ReadPrincipal } from "./principals";
import { foreignApp, hiddenApp, registeredApp } from "./registrations";
import { paths, type TenantApp, type TenantApps } from "./tenant-apps";

/** A client as it was read. */
export interface ReadClient {
  readonly client: AskedClient;
  /** @default the tenant has no such app */
  readonly app?: EntraApp;
  /** Names of those who are assigned, by object id. */
  readonly names: ReadonlyMap<string, string>;
  /** Client ids of APIs that it asks for or is granted, Microsoft Graph left out. */
  readonly apis: readonly string[];
  /** Whether all that it is granted for everybody is known. */
  readonly grantsRead: boolean;
  readonly secrets: readonly ExpiringSecret[];
  readonly observations: readonly Observation[];
}

/** An API as it was read. */
export type ReadApi = Pick<ReadClient, "app" | "observations">;

/** Reads one client. */
export async function readClient(
  access: GraphAccess,
  apps: TenantApps,
  client: AskedClient,
  now: Date,
  gaps: Gaps,
): Promise<ReadClient> {
  const found = await apps.app(client.id);
  tellUnread(found, gaps);
  const nothing = { client, names: new Map<string, string>(), apis: [], grantsRead: false, secrets: [] };
  const { application, principal } = found;
  if (application.outcome === "absent" && principal.outcome === "absent") {
    const seen = `Tenant ${access.tenantId} has no app with the client id ${JSON.stringify(client.id)}.`;
    return {
      ...nothing,
      observations: [observedBy("Entra", "aadsts-700016", { client, seen, at: paths.applications })],
    };
  }
  const read = await readPrincipal(access, apps, principal, gaps);
  const app = appOf(found, read?.principal);
  const document = application.outcome === "found" ? application.found : undefined;
  const declared = itemsAt(document, "requiredResourceAccess").flatMap((api) => textAt(api, "resourceAppId") ?? []);
  return {
    client,
    ...(app && { app }),
    names: read?.names ?? new Map<string, string>(),
    apis: [...declared, ...(await clientIdsOf(apps, read?.grantedOn ?? []))].filter((id) => id !== graphClientId),
    grantsRead: read?.grantsRead ?? principal.outcome === "absent",
    secrets: document ? passwordsOf(document) : [],
    observations: document ? judgePasswords(client, document, now) : [],
  };
}

/** Reads an API, whose people and grants are nobody's concern; one that the tenant does not know is observed. */
export async function readApi(access: GraphAccess, apps: TenantApps, clientId: string, gaps: Gaps): Promise<ReadApi> {
  const found = await apps.app(clientId);
  tellUnread(found, gaps);
  const { application, principal } = found;
  const app = appOf(found, principal.outcome === "found" ? principalAlone(principal.found) : undefined);
  if (principal.outcome !== "absent") return { ...(app && { app }), observations: [] };
  const what = application.outcome === "absent" ? "no app" : "no service principal for the app";
  const seen = `Tenant ${access.tenantId} has ${what} with the client id ${JSON.stringify(clientId)}, which is to expose scopes.`;
  return {
    ...(app && { app }),
    observations: [observedBy("Entra", "aadsts-500011", { seen, at: paths.principals })],
  };
}

async function readPrincipal(
  access: GraphAccess,
  apps: TenantApps,
  principal: TenantApp["principal"],
  gaps: Gaps,
): Promise<ReadPrincipal | undefined> {
  if (principal.outcome !== "found") return undefined;
  const ofGraph = async (objectId: string): Promise<boolean> =>
    (await clientIdsOf(apps, [objectId])).includes(graphClientId);
  return readClientPrincipal(access, principal.found, ofGraph, gaps);
}

/** Client ids of service principals by their object ids. */
async function clientIdsOf(apps: TenantApps, objectIds: readonly string[]): Promise<readonly string[]> {
  const answers = await Promise.all(objectIds.map((id) => apps.principal(id)));
  return answers.flatMap((answer) => (answer.outcome === "found" ? (textAt(answer.found, "appId") ?? []) : []));
}

function appOf({ clientId, application, principal }: TenantApp, read?: EntraServicePrincipal): EntraApp | undefined {
  const known = principal.outcome === "unread" ? hiddenPrincipal(clientId, principal) : read;
  if (application.outcome === "found") return registeredApp(application.found, known);
  if (application.outcome === "absent") return foreignOf(principal, known);
  const hidden = known ?? hiddenPrincipal(clientId, application);
  return hiddenApp(clientId, application, hidden);
}

function foreignOf(principal: TenantApp["principal"], known: EntraServicePrincipal | undefined): EntraApp | undefined {
  const document: JsonObject | undefined = principal.outcome === "found" ? principal.found : undefined;
  return document && known && foreignApp(document, known);
}

function tellUnread({ clientId, application, principal }: TenantApp, gaps: Gaps): void {
  const shown = JSON.stringify(clientId);
  if (application.outcome === "unread") gaps.add(`the app registration of ${shown}`, application);
  if (principal.outcome === "unread") gaps.add(`the service principal of ${shown}`, principal);
}
