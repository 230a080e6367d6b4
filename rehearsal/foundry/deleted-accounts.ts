import type { JsonObject } from "../json";
import type { Reply } from "../routes";
import { normalizeLocation, present } from "../azure/resource";
import { formatId } from "../azure/resource-id";
import { sameText } from "../azure/store";
import { deletedAccountId, type DeletedAccounts } from "./account";
import { deletedAccountNotFound } from "./errors";

/**
 * The operations on deleted accounts, below `/subscriptions/{s}/providers/Microsoft.CognitiveServices`. The segments are
 * what follows that: `deletedAccounts`, or `locations/{l}/resourceGroups/{g}/deletedAccounts/{name}`.
 * @returns `undefined` where the path is about something else
 * @throws ArmError ResourceNotFound
 * @see https://learn.microsoft.com/rest/api/aiservices/accountmanagement/deleted-accounts
 */
export function deletedAccountsReply(
  deleted: DeletedAccounts,
  subscription: string,
  segments: readonly string[],
  method: string,
): Reply | undefined {
  const inSubscription = deleted.all().filter(({ id }) => sameText(id.subscription, subscription));
  const [first = "", location = "", groups = "", group = "", collection = "", name = ""] = segments;
  if (segments.length === 1 && sameText(first, "deletedAccounts") && method === "GET") {
    return { status: 200, body: { value: inSubscription.map(presentDeleted) } };
  }
  const one =
    segments.length === 6 &&
    sameText(first, "locations") &&
    sameText(groups, "resourceGroups") &&
    sameText(collection, "deletedAccounts");
  if (!one || (method !== "GET" && method !== "DELETE")) return undefined;
  const account = inSubscription.find(
    ({ id, location: place }) =>
      place === normalizeLocation(location) && sameText(id.resourceGroup, group) && sameText(id.names[0] ?? "", name),
  );
  if (method === "GET") {
    if (account === undefined) throw deletedAccountNotFound(name);
    return { status: 200, body: presentDeleted(account) };
  }
  if (account === undefined) return { status: 204 };
  deleted.purge(formatId(account.id));
  return { status: 200 };
}

function presentDeleted(account: Parameters<typeof present>[0]): JsonObject {
  return { ...present(account), id: deletedAccountId(account), type: "Microsoft.CognitiveServices/deletedAccounts" };
}
