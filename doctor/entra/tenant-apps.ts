/** App registrations and service principals of a tenant, each asked for once. */
import type { Answered, Listed } from "../reading/answered";
import type { JsonObject } from "../reading/json";
import { graphPermissions, quoted, type GraphAccess } from "./access";

/** Paths of Microsoft Graph. */
export const paths = {
  applications: "/v1.0/applications",
  principals: "/v1.0/servicePrincipals",
  grants: "/v1.0/oauth2PermissionGrants",
  users: "/v1.0/users",
} as const;

const applicationFields =
  "id,appId,displayName,identifierUris,api,web,spa,publicClient,passwordCredentials,requiredResourceAccess";
const principalFields = "id,appId,displayName,appRoleAssignmentRequired,oauth2PermissionScopes,servicePrincipalNames";

/** What is known of one app: its registration, and what it is to the tenant. */
export interface TenantApp {
  readonly clientId: string;
  readonly application: Answered<JsonObject>;
  readonly principal: Answered<JsonObject>;
}

/** Asks for apps by client id, identifier URI or object id. */
export class TenantApps {
  readonly #access: GraphAccess;
  readonly #apps = new Map<string, Promise<TenantApp>>();

  constructor(access: GraphAccess) {
    this.#access = access;
  }

  /** The app of a client id. */
  app(clientId: string): Promise<TenantApp> {
    const key = clientId.toLowerCase();
    const asked = this.#apps.get(key) ?? this.#read(clientId);
    this.#apps.set(key, asked);
    return asked;
  }

  /** The app that goes by a name: an identifier URI of a registration here, or of one in another tenant. */
  async named(uri: string): Promise<Answered<JsonObject>> {
    const here = await this.#first(
      paths.applications,
      `identifierUris/any(uri:uri eq ${quoted(uri)})`,
      applicationFields,
    );
    if (here.outcome !== "absent") return here;
    return this.#first(paths.principals, `servicePrincipalNames/any(name:name eq ${quoted(uri)})`, principalFields);
  }

  /** The service principal of an object id. */
  principal(objectId: string): Promise<Answered<JsonObject>> {
    const path = `${paths.principals}/${encodeURIComponent(objectId)}?$select=${principalFields}`;
    return this.#access.one(path, graphPermissions.applications);
  }

  async #read(clientId: string): Promise<TenantApp> {
    const filter = `appId eq ${quoted(clientId)}`;
    const [application, principal] = await Promise.all([
      this.#first(paths.applications, filter, applicationFields),
      this.#first(paths.principals, filter, principalFields),
    ]);
    return { clientId, application, principal };
  }

  async #first(path: string, filter: string, fields: string): Promise<Answered<JsonObject>> {
    const query = `$filter=${encodeURIComponent(filter)}&$select=${fields}`;
    const answer: Answered<Listed<JsonObject>> = await this.#access.list(
      `${path}?${query}`,
      graphPermissions.applications,
    );
    if (answer.outcome !== "found") return answer;
    const { items, unread } = answer.found;
    const [found] = items;
    return found === undefined ? (unread ?? { outcome: "absent" }) : { outcome: "found", found };
  }
}
