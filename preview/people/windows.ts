/** Times during an apply in which something is missing that sign-in needs: only what follows from the order of the plan. */
import { isRelevantType } from "../../checks/wiring/relevant-types";
import type { Wiring } from "../../checks/wiring/wiring";
import type { Changes } from "../pairs";

/** A layer that is destroyed before its successor is created. */
export interface Window {
  readonly address: string;
  /** What is missing meanwhile. */
  readonly missing: Missing;
}

/** What a sign-in needs. */
export type Missing =
  | "connection"
  | "agent"
  | "function app"
  | "gate"
  | "client"
  | "secret"
  | "authorization server"
  | "API app"
  | "scope"
  | "access policy"
  | "assignment"
  | "part of the sign-in";

const byType: readonly (readonly [type: RegExp, missing: Missing])[] = [
  [/^azapi_data_plane_resource$/, "agent"],
  [/^azapi_update_resource$/, "gate"],
  [/^okta_app_oauth$|^azuread_service_principal$/, "client"],
  [/password$/, "secret"],
  [/^okta_auth_server(_default)?$/, "authorization server"],
  [/^azuread_application(_registration)?$/, "API app"],
  [/_scope$/, "scope"],
  [/_policy(_rule)?$|_grant$|pre_authorized$/, "access policy"],
  [/assignments?$/, "assignment"],
  [/(function|web)_app/, "function app"],
];

/** The windows of a deployment. */
export function windowsOf(before: Wiring | undefined, changes: Changes): readonly Window[] {
  if (!before) return [];
  const connections = new Set(before.connections.map(({ address }) => address));
  const own = addressesIn(before);
  return [...changes.values()].flatMap(({ address, type, kind, createdFirst }) => {
    if (kind !== "replace" || createdFirst !== false || !isRelevantType(type) || !own.has(address)) return [];
    if (connections.has(address)) return [{ address, missing: "connection" as const }];
    if (before.functionApp?.address === address) return [{ address, missing: "function app" as const }];
    const missing = byType.find(([pattern]) => pattern.test(type))?.[1] ?? "part of the sign-in";
    return [{ address, missing }];
  });
}

/** Whether something of a deployment is replaced at all. */
export function replacesAny(before: Wiring | undefined, changes: Changes): boolean {
  if (!before) return false;
  const own = addressesIn(before);
  return [...changes.values()].some(({ address, kind }) => kind === "replace" && own.has(address));
}

/** Addresses of every block that says something in a deployment. */
function addressesIn(wiring: Wiring): ReadonlySet<string> {
  const found = new Set<string>();
  const open: unknown[] = [wiring];
  while (open.length > 0) {
    const value = open.pop();
    if (value instanceof Map) open.push(...(value as ReadonlyMap<string, unknown>).values());
    else if (Array.isArray(value)) open.push(...(value as readonly unknown[]));
    else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === "address" && typeof inner === "string") found.add(inner);
        else if (key !== "parts" && key !== "mentions" && key !== "planned") open.push(inner);
      }
    }
  }
  return found;
}
