/** Reads a vendor's view of a request from the library's context. */
import type { KoaContextWithOIDC } from "oidc-provider";
import { clientOf, type IssuerState } from "./issuer-state";
import type { RefusedRequest, SignInRequest } from "./options";

/**
 * Parameters that travel through the library under other names. Under their own it would judge them by rules that are not the
 * vendors': it drops `offline_access` without `prompt=consent`, takes only resources that it knows, and answers in every response
 * mode.
 */
export const carried = {
  scope: "requested_scope",
  resource: "requested_resource",
  responseMode: "requested_response_mode",
} as const;

/** Renames what is carried. What a client sent under the new names is dropped. */
export function carryParameters(context: Pick<KoaContextWithOIDC, "query">): void {
  const { scope, resource, response_mode: responseMode, ...rest } = context.query;
  context.query = {
    ...rest,
    scope,
    [carried.scope]: [scope].flat()[0],
    [carried.resource]: resource === undefined ? undefined : [resource].flat().join(" "),
    [carried.responseMode]: [responseMode].flat()[0],
  };
}

/** The authorization request that a context is about. */
export function requestOf(state: Pick<IssuerState, "options">, { oidc }: KoaContextWithOIDC): SignInRequest {
  return {
    client: clientOf(state, oidc.client?.clientId),
    redirectUri: textOf(oidc.params?.["redirect_uri"]) ?? "",
    scopes: words(oidc.params?.[carried.scope]),
    resources: words(oidc.params?.[carried.resource]),
    hasState: textOf(oidc.params?.["state"]) !== undefined,
    prompts: [...oidc.prompts].filter((prompt) => oidc.promptPending(prompt)),
  };
}

/** What is known of a request that is refused. */
export function refusedRequest({ oidc, headers }: KoaContextWithOIDC): RefusedRequest {
  const parameters = oidc.params ?? oidc.entities.Interaction?.params ?? {};
  const known = {
    clientId: oidc.client?.clientId ?? textOf(parameters["client_id"]) ?? basicClientId(headers.authorization),
    redirectUri: textOf(parameters["redirect_uri"]),
    grantType: textOf(parameters["grant_type"]),
    responseType: textOf(parameters["response_type"]),
  };
  return known;
}

/** Who a client says it is before it is known whether it proves it. @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
function basicClientId(authorization: string | undefined): string | undefined {
  const [, encoded] = /^basic ([\w+/]+=*)$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const [name = ""] = Buffer.from(encoded, "base64").toString().split(":");
  try {
    return decodeURIComponent(name.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** The words of a list that is written with spaces, each once; of several such lists. */
export function words(lists: unknown): readonly string[] {
  const all = [lists].flat().flatMap((list) => (typeof list === "string" ? list.split(" ") : []));
  return [...new Set(all)].filter((word) => word !== "");
}

/** A parameter that is one text. */
export function textOf(parameter: unknown): string | undefined {
  return typeof parameter === "string" ? parameter : undefined;
}
