/**
 * What a sign-in leaves in the System Log. Event types are those of Okta's catalog; which of them a refused secret and a foreign
 * redirect URI leave, nobody documents: switches say so.
 * @see https://developer.okta.com/docs/reference/api/event-types/
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../../clock";
import type { SignInEvent } from "../../sign-in/options";
import type { SwitchSettings } from "../../switches";
import type { App, AuthorizationServer } from "../model";
import type { Organization } from "../state";
import type { LogEvent, LogParty } from "./log-event";

/** Where and when somebody signs in. */
export interface LogPlace {
  readonly organization: Organization;
  /** @default the organization's own server */
  readonly server?: AuthorizationServer;
  readonly clock: Clock;
  readonly switches: Pick<SwitchSettings, "oktaRefusedSecretEvent" | "oktaRedirectUriEvent">;
}

interface EventKind {
  readonly eventType: string;
  readonly displayMessage: string;
}

const grants = {
  code: { suffix: "authorize.code", displayMessage: "OAuth2 authorization code request" },
  access_token: { suffix: "token.grant.access_token", displayMessage: "OAuth2 access token is granted" },
  id_token: { suffix: "token.grant.id_token", displayMessage: "OIDC id token is granted" },
  refresh_token: { suffix: "token.grant.refresh_token", displayMessage: "OAuth2 refresh token is granted" },
} as const;

const securityContext = { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null };
const secretReasons: ReadonlySet<string> = new Set(["invalid_client_secret", "client_authentication_failed"]);
const nobody = "unknown";

/** Adds to the organization's log what Okta logs of a request. */
export function logSignIn(place: LogPlace, event: SignInEvent): void {
  for (const kind of kindsOf(place, event)) {
    place.organization.systemLog.push(logEvent(place, event, kind));
  }
}

/** One event for each thing that was given, and one for a refusal. */
function kindsOf({ server, switches }: LogPlace, { endpoint, given, refusal }: SignInEvent): readonly EventKind[] {
  const prefix = server === undefined ? "app.oauth2." : "app.oauth2.as.";
  if (refusal === undefined) {
    return given.map((name) => ({
      eventType: `${prefix}${grants[name].suffix}`,
      displayMessage: grants[name].displayMessage,
    }));
  }
  if (switches.oktaRefusedSecretEvent === "invalid-client-credentials" && secretReasons.has(refusal.reason)) {
    return [
      { eventType: "app.oauth2.invalid_client_credentials", displayMessage: "Invalid OAuth2 client credentials" },
    ];
  }
  if (switches.oktaRedirectUriEvent === "none" && refusal.reason === "illegal_redirect_uri") {
    return [];
  }
  return endpoint === "authorize"
    ? [{ eventType: `${prefix}authorize`, displayMessage: "OAuth2 authorization request" }]
    : [{ eventType: `${prefix}token.grant`, displayMessage: "OAuth2 token request" }];
}

function logEvent(
  { organization, server, clock }: LogPlace,
  event: SignInEvent,
  { eventType, displayMessage }: EventKind,
): LogEvent {
  const { endpoint, refusal, request, userAgent } = event;
  const app = [...organization.apps.values()].find(({ clientId }) => clientId === request.clientId);
  const requestId = randomBytes(16).toString("hex");
  const base = server === undefined ? "/oauth2" : `/oauth2/${server.id}`;
  return {
    uuid: randomUUID(),
    published: new Date(clock.now()).toISOString(),
    eventType,
    version: "0",
    severity: refusal === undefined ? "INFO" : "WARN",
    displayMessage,
    legacyEventType: `${eventType}_${refusal === undefined ? "success" : "failure"}`,
    outcome: { result: refusal === undefined ? "SUCCESS" : "FAILURE", reason: refusal?.reason ?? null },
    actor: actorOf(event, app),
    target: targetsOf(event, app, server),
    client: {
      userAgent: userAgent === undefined ? null : { rawUserAgent: userAgent, os: "Unknown", browser: "UNKNOWN" },
      zone: null,
      device: "Unknown",
      id: request.clientId ?? null,
      ipAddress: null,
      geographicalContext: null,
    },
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      externalSessionId: nobody,
      authenticationStep: 0,
      interface: null,
    },
    securityContext,
    transaction: { type: "WEB", id: requestId, detail: {} },
    request: { ipChain: [] },
    debugContext: {
      debugData: {
        requestId,
        requestUri: `${base}/v1/${endpoint}`,
        ...definedOf({
          clientId: request.clientId,
          redirectUri: request.redirectUri,
          responseType: request.responseType,
          grantType: request.grantType,
          requestedScopes: listed(event.requestedScopes),
          grantedScopes: listed(event.grantedScopes),
        }),
      },
    },
  };
}

/** A person acts at the authorization endpoint, the client at the token endpoint. */
function actorOf({ endpoint, person, request }: SignInEvent, app: App | undefined): LogParty {
  if (endpoint === "token") return clientParty(request.clientId, app);
  return person === undefined
    ? party("User", nobody, nobody, nobody)
    : party("User", person.id, person.login, person.displayName);
}

function targetsOf(
  { endpoint, person, request }: SignInEvent,
  app: App | undefined,
  server: AuthorizationServer | undefined,
): readonly LogParty[] {
  return [
    ...(endpoint === "authorize" ? [clientParty(request.clientId, app)] : []),
    ...(endpoint === "token" && person !== undefined
      ? [party("User", person.id, person.login, person.displayName)]
      : []),
    ...(app === undefined ? [] : [party("AppInstance", app.id, app.settings.label, "OpenID Connect Client")]),
    ...(server === undefined ? [] : [party("AuthorizationServer", server.id, server.issuer, server.settings.name)]),
  ];
}

function clientParty(clientId: string | undefined, app: App | undefined): LogParty {
  return party("PublicClientApp", clientId ?? nobody, nobody, app?.settings.label ?? nobody);
}

function party(type: string, id: string, alternateId: string, displayName: string): LogParty {
  return { id, type, alternateId, displayName, detailEntry: null };
}

function listed(scopes: readonly string[]): string | undefined {
  return scopes.length === 0 ? undefined : scopes.join(", ");
}

function definedOf(data: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
