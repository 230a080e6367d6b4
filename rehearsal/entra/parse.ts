/** Request bodies against the schemas of the model, with the errors of Graph. */
import type { z } from "zod";
import { bodyUnreadable, invalidProperty, invalidValue } from "./graph-errors";

/** A JSON object, annotations (`@odata.…`) apart. */
export interface Body {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
}

/** Reads a request's body as an object. */
export function readBody(body: unknown): Body {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw bodyUnreadable();
  }
  const entries = Object.entries(body);
  const isAnnotation = ([name]: [string, unknown]): boolean => name.includes("@odata.");
  return {
    properties: Object.fromEntries(entries.filter((entry) => !isAnnotation(entry))),
    annotations: Object.fromEntries(entries.filter(isAnnotation)),
  };
}

/** Checks properties against a schema; the first thing that is wrong is what Graph complains about. */
export function parseProperties<T>(schema: z.ZodType<T>, properties: unknown, resource: string): T {
  const result = schema.safeParse(properties);
  if (result.success) {
    return result.data;
  }
  const [issue] = result.error.issues;
  if (issue?.code === "unrecognized_keys") {
    throw invalidProperty(issue.keys[0] ?? "");
  }
  const names = (issue?.path ?? []).filter((segment) => typeof segment === "string");
  throw invalidValue(names.at(-1) ?? "", names.length > 1 ? (complexTypes[names.at(-2) ?? ""] ?? resource) : resource);
}

/** The type of the elements of a property, where errors name it. */
const complexTypes: Readonly<Record<string, string>> = {
  api: "ApiApplication",
  oauth2PermissionScopes: "PermissionScope",
  preAuthorizedApplications: "PreAuthorizedApplication",
  web: "WebApplication",
  spa: "SpaApplication",
  publicClient: "PublicClientApplication",
  info: "InformationalUrl",
  appRoles: "AppRole",
  requiredResourceAccess: "RequiredResourceAccess",
  resourceAccess: "ResourceAccess",
};
