import type { Clock } from "../../clock";
import type { Journal } from "../../journal";
import type { IssuerOptions } from "../../sign-in/options";
import type { Sessions } from "../../sign-in/sessions";
import type { SwitchSettings } from "../../switches";
import { oktaErrorBody, OktaError } from "../okta-errors";
import type { Organization } from "../state";
import { authenticate, clientOf, findApp, appOf, personByLogin, personOf } from "./clients";
import { clientInvalid, resourceNotAccepted } from "./refusals";
import { wordsFor } from "./words";

/** What the sign-in of an organization is made from. */
export interface SignInContext {
  readonly organization: Organization;
  readonly switches: Pick<
    SwitchSettings,
    | "oktaClientAuthentication"
    | "oktaRefreshedPolicy"
    | "oktaResourceParameter"
    | "oktaRefusedSecretEvent"
    | "oktaRedirectUriEvent"
  >;
  readonly clock: Clock;
  readonly journal: Journal;
  /** A person who is signed in at one authorization server is signed in at all. */
  readonly sessions: Sessions;
}

type Shared =
  | "authenticate"
  | "checkTokenResources"
  | "clock"
  | "codeSeconds"
  | "findClient"
  | "findPerson"
  | "findPersonByLogin"
  | "host"
  | "journal"
  | "product"
  | "sessions"
  | "tokenErrorBody"
  | "words";

/** Seconds in which Okta's codes must be used. */
const codeSeconds = 300;

/** What all authorization servers of an organization have in common. */
export function sharedOptions(context: SignInContext): Pick<IssuerOptions, Shared> {
  const { organization, switches, clock, journal, sessions } = context;
  return {
    clock,
    journal,
    sessions,
    codeSeconds,
    host: organization.host,
    product: "Okta",
    findClient: (clientId) => {
      const app = findApp(organization, clientId);
      return app === undefined ? undefined : clientOf(app);
    },
    findPerson: (id) => personOf(organization.users.get(id)),
    findPersonByLogin: (login) => personByLogin(organization, login),
    authenticate: (client, presented) =>
      authenticate(appOf(organization, client), presented, switches.oktaClientAuthentication),
    checkTokenResources: (_client, resources) => checkResources(context, resources),
    words: (reason, { clientId }) => wordsFor(reason, findApp(organization, clientId)?.settings.client),
    // A client that Okta does not know is answered in the form of the management API.
    tokenErrorBody: (refusal) =>
      refusal.reason === clientInvalid().reason
        ? oktaErrorBody(new OktaError(refusal.status, refusal.error, refusal.description))
        : { error: refusal.error, error_description: refusal.description },
  };
}

/** Judges the parameters `resource` of a request. */
export function checkResources({ switches }: SignInContext, resources: readonly string[]): void {
  if (resources.length > 0 && switches.oktaResourceParameter === "refused") throw resourceNotAccepted();
}
