/** Passwords of a client: how they are called and when they end, never what they are. */
import type { ExpiringSecret, Observation } from "../evidence";
import type { AskedClient } from "../reading/client";
import { itemsAt, textAt, type JsonObject } from "../reading/json";
import { observedBy } from "../reading/observed";
import { paths } from "./tenant-apps";

/** Every password of an app registration. */
export function passwordsOf(application: JsonObject): readonly ExpiringSecret[] {
  const client = textAt(application, "appId") ?? "";
  return itemsAt(application, "passwordCredentials").flatMap((password) => {
    const name = textAt(password, "displayName") ?? textAt(password, "keyId") ?? "";
    const expires = textAt(password, "endDateTime");
    return expires === undefined || Number.isNaN(Date.parse(expires)) ? [] : [{ client, name, expires }];
  });
}

/** A client without a password, or with none that is still good, cannot take tokens. */
export function judgePasswords(client: AskedClient, application: JsonObject, now: Date): readonly Observation[] {
  const passwords = passwordsOf(application);
  const at = `${paths.applications}/${textAt(application, "id") ?? ""}`;
  const shown = JSON.stringify(client.id);
  if (passwords.length === 0) {
    const seen = `The app ${shown} has no password, so that no secret is right.`;
    return [observedBy("Entra", "aadsts-7000215", { client, seen, at })];
  }
  if (passwords.some(({ expires }) => Date.parse(expires) > now.getTime())) return [];
  const last = passwords
    .map(({ expires }) => expires)
    .toSorted((left, right) => Date.parse(right) - Date.parse(left))[0];
  const seen = `Every password of the app ${shown} has ended, the last at ${last ?? ""}.`;
  return [observedBy("Entra", "aadsts-7000222", { client, seen, at })];
}
