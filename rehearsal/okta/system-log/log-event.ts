/**
 * An event of the System Log, with the fields that Okta gives it; what Okta may leave empty and nothing here has is `null`.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/
 */

/** Who did something, or whom or what it was done to. */
export interface LogParty {
  readonly id: string;
  /** For example `User`, `PublicClientApp`, `AppInstance`. */
  readonly type: string;
  readonly alternateId: string;
  readonly displayName: string;
  readonly detailEntry: null;
}

/** An event as the API returns it. */
export interface LogEvent {
  readonly uuid: string;
  /** RFC 3339 with milliseconds, UTC. */
  readonly published: string;
  readonly eventType: string;
  readonly version: "0";
  readonly severity: "DEBUG" | "INFO" | "WARN" | "ERROR";
  readonly displayMessage: string;
  readonly legacyEventType: string;
  readonly outcome: { readonly result: "SUCCESS" | "FAILURE"; readonly reason: string | null };
  readonly actor: LogParty;
  readonly target: readonly LogParty[];
  readonly client: Readonly<Record<string, unknown>>;
  readonly authenticationContext: Readonly<Record<string, unknown>>;
  readonly securityContext: Readonly<Record<string, null>>;
  readonly transaction: Readonly<Record<string, unknown>>;
  readonly request: { readonly ipChain: readonly unknown[] };
  /** Okta calls its keys an aid for debugging, and no contract. */
  readonly debugContext: { readonly debugData: Readonly<Record<string, string>> };
}

/** Names of the fields of an event, which a filter may begin a path with. */
export const logEventFields: ReadonlySet<string> = new Set<keyof LogEvent>([
  "uuid",
  "published",
  "eventType",
  "version",
  "severity",
  "displayMessage",
  "legacyEventType",
  "outcome",
  "actor",
  "target",
  "client",
  "authenticationContext",
  "securityContext",
  "transaction",
  "request",
  "debugContext",
]);

/** Events in the order in which they happened; only ever added to. */
export type SystemLog = LogEvent[];
