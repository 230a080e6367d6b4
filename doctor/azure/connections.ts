/** Connections of a Foundry project, as Resource Manager gives them back. */
import { splitText } from "../../checks/wiring/layers/split";
import type { Connection } from "../../checks/wiring/wiring";
import { literalValue } from "../../checks/wiring/value";
import type { Answered, Listed } from "../reading/answered";
import { textAt, type JsonObject } from "../reading/json";
import { Place, unknown } from "../reading/place";
import { azureRoles, type AzureAccess } from "./access";
import type { AzureQuery } from "./query";

/** The one that resolves connections of projects. */
const apiVersion = "2025-04-01-preview";

const withheld = "Foundry gives credentials back as null";

/** Connections that are meant, by their documents. @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication */
export async function readConnections(
  { manager }: AzureAccess,
  { projectId, connections: isMeant = () => true }: AzureQuery,
): Promise<Answered<Listed<Connection>>> {
  const list = await manager.list(`${projectId}/connections?api-version=${apiVersion}`, azureRoles.project);
  if (list.outcome !== "found") return list;
  const { items, unread } = list.found;
  const meant = items.filter((document) => {
    const isPassthrough = textAt(document, "properties.authType")?.toLowerCase() === "oauth2";
    const target = textAt(document, "properties.target") ?? "";
    return isPassthrough && isMeant(textAt(document, "name") ?? "", target);
  });
  return { outcome: "found", found: { items: meant.map(connectionOf), ...(unread && { unread }) } };
}

function connectionOf(document: JsonObject): Connection {
  const place = new Place(textAt(document, "id") ?? "", document);
  const field = (name: string) => place.value(`properties.${name}`);
  const text = textAt(document, "properties.scopes");
  const at = place.source("properties.scopes");
  const scopes = text === undefined ? place.values("properties.scopes") : splitText(literalValue(text, at), " ");
  const credential = (name: string, reason = withheld) =>
    unknown(reason, place.source(`properties.credentials.${name}`));
  return {
    address: place.address,
    name: place.value("name"),
    category: field("category"),
    authType: field("authType"),
    sharedToAll: field("isSharedToAll"),
    target: field("target"),
    ...(scopes && { scopes }),
    ...(text !== undefined && { scopesAreText: at }),
    authorizationUrl: field("authorizationUrl"),
    tokenUrl: field("tokenUrl"),
    refreshUrl: field("refreshUrl"),
    clientId:
      field("credentials.clientId") ??
      credential("clientId", `${withheld}; without a deployment file --client-id tells it`),
    clientSecret: credential("clientSecret"),
    redirectUrl: field("redirectUrl"),
    source: place.source(),
  };
}
