/** An organization's apps and people as its authorization servers see them at this moment. */
import type { Client, Person, PresentedSecret } from "../../sign-in/options";
import type { App, User } from "../model";
import { isMember, type Organization } from "../state";
import { clientInvalid, clientNotAuthenticated, secretInvalid } from "./refusals";

/** The active app of a client id. */
export function findApp({ apps }: Organization, clientId: string | undefined): App | undefined {
  return [...apps.values()].find((app) => app.clientId === clientId && app.status === "ACTIVE");
}

/** The active app of a client. @throws Refusal when it was deactivated or deleted in the middle of a request */
export function appOf(organization: Organization, { id }: Client): App {
  const app = findApp(organization, id);
  if (app === undefined) throw clientInvalid();
  return app;
}

/** An app as a client of the authorization endpoint and the token endpoint. */
export function clientOf({ clientId, settings }: App): Client {
  const { client } = settings;
  const rotation = client.refresh_token;
  return {
    id: clientId,
    displayName: settings.label,
    redirectUris: client.redirect_uris,
    grantTypes: client.grant_types.filter((grant) => grant === "authorization_code" || grant === "refresh_token"),
    authentication: settings.tokenEndpointAuthMethod === "none" ? "none" : "secret",
    pkceRequired: settings.pkceRequired,
    refreshTokens: { rotated: rotation?.rotation_type === "ROTATE", graceSeconds: rotation?.leeway ?? 0 },
  };
}

/**
 * Judges a secret.
 * @param app whose it should be
 * @param presented what the client sent, and how
 * @param method whether only the registered method counts, or any by which a secret is sent
 */
export function authenticate(app: App, presented: PresentedSecret, method: "registered" | "any"): void {
  const registered = app.settings.tokenEndpointAuthMethod;
  const isAccepted =
    method === "registered" ? presented.method === registered : /^client_secret_(basic|post)$/.test(registered);
  if (!isAccepted || app.secret === undefined) throw clientNotAuthenticated();
  if (!app.secret.matches(presented.secret)) throw secretInvalid();
}

/** Whether a group of the person is assigned to the app, or the app is for all without assignment. */
export function isAssigned(organization: Organization, { groups, settings }: App, userId: string): boolean {
  return (
    settings.rest["implicitAssignment"] === true ||
    [...groups.keys()].some((id) => {
      const group = organization.groups.get(id);
      return group !== undefined && isMember(organization, group, userId);
    })
  );
}

/** A user as a person who signs in. */
export function personOf(user: User | undefined): Person | undefined {
  return user === undefined ? undefined : { id: user.id, login: user.login, displayName: user.displayName };
}

/** The person of a login, whose case does not matter. */
export function personByLogin({ users }: Organization, login: string): Person | undefined {
  return personOf([...users.values()].find((user) => user.login.toLowerCase() === login.toLowerCase()));
}
