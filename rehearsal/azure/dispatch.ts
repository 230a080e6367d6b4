import type { Reply } from "../routes";
import { deletedAccountsReply } from "../foundry/deleted-accounts";
import type { DeletedAccounts } from "../foundry/account";
import { accessReply, authorize } from "./access/access-control";
import type { RoleAssignments } from "./access/role-assignments";
import { invalidResourceType, methodNotAllowed, subscriptionNotFound, wrongTenant } from "./errors";
import type { Registrations } from "./registrations";
import type { ArmRequest } from "./requests";
import type { ResourceGroups } from "./resource-groups";
import { formatId, parsePath, resourceGroupId, resourceIdOf, type ResourcePath } from "./resource-id";
import { listOf, type Resources } from "./resources";
import { sameText } from "./store";
import type { Subscriptions } from "./subscriptions";
import type { TypeRegistry } from "./type-registry";

/** What a request can be about. */
export interface ArmParts {
  readonly subscriptions: Subscriptions;
  readonly types: TypeRegistry;
  readonly registrations: Registrations;
  readonly assignments: RoleAssignments;
  readonly groups: ResourceGroups;
  readonly resources: Resources;
  readonly deletedAccounts: DeletedAccounts;
}

/** Answers a request to Resource Manager. @throws ArmError */
export function dispatch(parts: ArmParts, request: ArmRequest): Reply {
  const { path, method, caller } = request;
  const [first = "", second] = path;
  if (sameText(first, "tenants") && path.length === 1 && method === "GET") {
    return listOf(parts.subscriptions.presentTenants(caller.tenantId));
  }
  if (sameText(first, "subscriptions") && second === undefined && method === "GET") {
    return listOf(parts.subscriptions.presentAll(caller.tenantId));
  }
  const access = splitAccess(path);
  if (access?.scope.length === 0) {
    const scope = { scope: undefined, tenantId: caller.tenantId };
    return accessReply(parts.assignments, { ...request, ...scope, segments: access.segments }) ?? notFound(request);
  }
  if (!sameText(first, "subscriptions") || second === undefined) return notFound(request);
  return inSubscription(parts, request, second, access);
}

function inSubscription(
  parts: ArmParts,
  request: ArmRequest,
  subscription: string,
  access: AccessPath | undefined,
): Reply {
  const { method, caller } = request;
  const tenantId = parts.subscriptions.tenantOf(subscription);
  if (tenantId === undefined) throw subscriptionNotFound(subscription);
  if (!sameText(caller.tenantId, tenantId)) throw wrongTenant(caller.tenantId, tenantId);
  const path = parsePath(access?.scope ?? request.path);
  if (path === undefined) return subscriptionReply(parts, request, subscription) ?? notFound(request);
  if (access !== undefined) {
    const scope = canonicalScope(parts, path, request.apiVersion);
    return (
      accessReply(parts.assignments, { ...request, scope, tenantId, segments: access.segments }) ?? notFound(request)
    );
  }
  if (path.namespace !== undefined) return providerReply(parts, request, path, path.namespace);
  if (path.resourceGroup !== undefined) return groupReply(parts, request, path.subscription, path.resourceGroup);
  if (method !== "GET") throw methodNotAllowed(method);
  need(parts, request, "Microsoft.Resources/subscriptions/read", `/subscriptions/${subscription}`);
  return { status: 200, body: parts.subscriptions.present(subscription) };
}

/** `/subscriptions/{s}/resourceGroups`, `…/resources`, `…/providers`, and `…/resourceGroups/{g}/resources`. */
function subscriptionReply(parts: ArmParts, request: ArmRequest, subscription: string): Reply | undefined {
  const [, , collection = "", group, resources] = request.path;
  const scope = `/subscriptions/${subscription}`;
  if (request.method !== "GET") return undefined;
  if (group !== undefined) {
    if (request.path.length !== 5 || !sameText(resources ?? "", "resources")) return undefined;
    need(parts, request, "Microsoft.Resources/subscriptions/resourceGroups/read", resourceGroupId(subscription, group));
    return parts.groups.resources(subscription, group, request.filter);
  }
  need(parts, request, `Microsoft.Resources/subscriptions/${collection}/read`, scope);
  switch (collection.toLowerCase()) {
    case "resourcegroups":
      return parts.groups.list(subscription);
    case "resources":
      return parts.groups.resources(subscription, undefined, request.filter);
    case "providers":
      return listOf(parts.registrations.describeAll(subscription));
    default:
      return undefined;
  }
}

function groupReply({ groups, ...parts }: ArmParts, request: ArmRequest, subscription: string, name: string): Reply {
  const scope = resourceGroupId(subscription, name);
  const verb = verbOf(request.method);
  need(parts, request, `Microsoft.Resources/subscriptions/resourceGroups/${verb}`, scope);
  switch (request.method) {
    case "GET":
      return groups.get(subscription, name);
    case "HEAD":
      return groups.exists(subscription, name);
    case "PUT":
      return groups.put(subscription, name, request.body);
    case "PATCH":
      return groups.patch(subscription, name, request.body);
    case "DELETE":
      return groups.delete(subscription, name);
    default:
      throw methodNotAllowed(request.method);
  }
}

/** `…/providers/{namespace}` and everything below it. */
function providerReply(parts: ArmParts, request: ArmRequest, path: ResourcePath, namespace: string): Reply {
  const { method, apiVersion } = request;
  const { subscription, resourceGroup, segments } = path;
  const scope =
    resourceGroup === undefined ? `/subscriptions/${subscription}` : resourceGroupId(subscription, resourceGroup);
  const [last = ""] = segments.slice(-1);
  if (resourceGroup === undefined && segments.length === 0 && method === "GET") {
    return { status: 200, body: parts.registrations.describe(subscription, namespace) };
  }
  if (resourceGroup === undefined && segments.length === 1 && method === "POST" && sameText(last, "register")) {
    need(parts, request, `${namespace}/register/action`, scope);
    return { status: 200, body: parts.registrations.register(subscription, namespace) };
  }
  const deleted = sameText(namespace, "Microsoft.CognitiveServices")
    ? deletedAccountsReply(parts.deletedAccounts, subscription, segments, method)
    : undefined;
  if (resourceGroup === undefined && deleted !== undefined) {
    need(parts, request, `Microsoft.CognitiveServices/deletedAccounts/${verbOf(method)}`, scope);
    return deleted;
  }
  const id = resourceIdOf(path);
  if (id !== undefined) {
    need(parts, request, `${[namespace, ...id.types].join("/")}/${verbOf(method)}`, formatId(id));
    const target = parts.resources.target(id, apiVersion, verbOf(method));
    switch (method) {
      case "GET":
        return parts.resources.get(target);
      case "PUT":
        return parts.resources.put(target, request.body);
      case "PATCH":
        return parts.resources.patch(target, request.body);
      case "DELETE":
        return parts.resources.delete(target);
      default:
        throw methodNotAllowed(method);
    }
  }
  return collectionReply(parts, request, path, namespace) ?? notFound(request);
}

/** A list, or an operation on the resource before the last segment. */
function collectionReply(
  parts: ArmParts,
  request: ArmRequest,
  path: ResourcePath,
  namespace: string,
): Reply | undefined {
  const { method, apiVersion, body } = request;
  const { subscription, resourceGroup, segments } = path;
  const types = segments.filter((_, index) => index % 2 === 0);
  const type = parts.types.find(namespace, types);
  if (type !== undefined) {
    if (method !== "GET") throw methodNotAllowed(method);
    const scope =
      resourceGroup === undefined ? `/subscriptions/${subscription}` : resourceGroupId(subscription, resourceGroup);
    need(parts, request, `${type.type}/read`, scope);
    return parts.resources.list(path, type);
  }
  const id = resourceIdOf({ ...path, segments: segments.slice(0, -1) });
  if (id === undefined) return undefined;
  const name = segments.at(-1) ?? "";
  const target = parts.resources.target(id, apiVersion, "read");
  const operation = target.type.operations?.find((candidate) => sameText(candidate.name, name));
  if (operation === undefined) return undefined;
  need(parts, request, `${target.type.type}/${operation.action}`, formatId(target.id));
  return parts.resources.operation(target, method, name, body);
}

interface AccessPath {
  readonly scope: readonly string[];
  readonly segments: readonly string[];
}

/** Splits `{scope}/providers/Microsoft.Authorization/{segments}`; `undefined` for any other path. */
function splitAccess(path: readonly string[]): AccessPath | undefined {
  const at = path.findLastIndex(
    (segment, index) => sameText(segment, "providers") && sameText(path[index + 1] ?? "", "Microsoft.Authorization"),
  );
  // Without anything behind it, it is the resource provider itself that is asked about.
  if (at === -1 || path.length === at + 2) return undefined;
  if (sameText(path[at + 2] ?? "", "register")) return undefined;
  return { scope: path.slice(0, at), segments: path.slice(at + 2) };
}

/** The scope's id as its resource was created. @throws ArmError where the scope does not exist */
function canonicalScope(parts: ArmParts, path: ResourcePath, apiVersion: string): string {
  if (path.resourceGroup === undefined) return `/subscriptions/${path.subscription}`;
  const id = resourceIdOf(path);
  if (id === undefined) {
    const group = parts.resources.group(path.subscription, path.resourceGroup);
    return resourceGroupId(group.subscription, group.name);
  }
  return formatId(parts.resources.existing(parts.resources.target(id, apiVersion, "read")).id);
}

function need(parts: Pick<ArmParts, "assignments">, request: ArmRequest, action: string, scope: string): void {
  authorize(parts.assignments, request.caller, action, scope);
}

function verbOf(method: string): "read" | "write" | "delete" {
  if (method === "GET" || method === "HEAD") return "read";
  return method === "DELETE" ? "delete" : "write";
}

function notFound({ path, apiVersion }: ArmRequest): never {
  const at = path.findLastIndex((segment) => sameText(segment, "providers"));
  throw invalidResourceType(path[at + 1] ?? "", path.slice(at + 2).join("/"), apiVersion);
}
