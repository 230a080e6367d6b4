/** What Okta's provider reports, in its words. */
import { isObject, textAt, type JsonObject } from "../../json";
import type { ApiResponse } from "../api-clients";
import { ProviderError, reasonPhrase } from "../errors";

/**
 * A request failed, as resources on the provider's own client report it: with Okta's summary and causes.
 * `doing` as in `failed to create authorization server`.
 */
export function requestFailed(doing: string, response: ApiResponse): ProviderError {
  const body = isObject(response.body) ? response.body : {};
  const summary = textAt(body, "errorSummary");
  const causes = (Array.isArray(body["errorCauses"]) ? body["errorCauses"] : []).filter(isObject);
  const details = causes.flatMap((cause: JsonObject) =>
    Object.entries(cause).map(
      ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
    ),
  );
  const text = summary === undefined ? "the API returned an unknown error" : `the API returned an error: ${summary}`;
  return new ProviderError(`${doing}: ${text}${details.length === 0 ? "" : `. Causes: ${details.join(", ")}`}`);
}

/** A request failed, as resources on the generated client report it: with the status alone. */
export function statusOnly(doing: string, { status }: ApiResponse): ProviderError {
  return new ProviderError(`${doing}: ${status} ${reasonPhrase(status)}`);
}

/** A policy that should begin its life inactive. */
export function inactivePolicy(): ProviderError {
  return new ProviderError("can not create an inactive auth server policy, only existing ones can be deactivated");
}

/** Lifetimes of a policy rule that contradict each other. */
export function lifetimesDisagree(sentence: string): ProviderError {
  return new ProviderError(sentence);
}

/** No group's name begins with what is asked for. */
export function groupMissing(name: string, type: string | undefined): ProviderError {
  const typed = type === undefined ? "" : ` and type ${JSON.stringify(type)}`;
  return new ProviderError(`group with name ${JSON.stringify(name)}${typed} does not exist`);
}

/** Several groups' names begin with what is asked for, and none is it. */
export function groupAmbiguous(name: string, type: string | undefined, count: number): ProviderError {
  const typed = type === undefined ? "" : ` and type ${JSON.stringify(type)}`;
  return new ProviderError(
    `group starting with name ${JSON.stringify(name)}${typed} matches ${count} groups, select a more precise name parameter`,
  );
}

/** No authorization server has the name. */
export function authorizationServerMissing(name: string): ProviderError {
  return new ProviderError(`authorization server with name '${name}' does not exist`);
}

/** Grants that the type of app cannot have, or lacks. */
export function grantTypesInvalid(doing: string, type: string, sentence: string): ProviderError {
  return new ProviderError(
    `${doing}: failed conditional validation for field "grant_types" of type "${type}", ${sentence}`,
  );
}
