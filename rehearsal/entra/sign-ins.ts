/**
 * The sign-ins of a tenant's people, newest first: `/auditLogs/signIns`.
 * @see https://learn.microsoft.com/graph/api/signin-list
 */
import { param, type Reply, type Route } from "../routes";
import type { GraphCall, GraphContext } from "./graph-context";
import { licenseMissing, notFound } from "./graph-errors";
import type { SignIn } from "./model";
import { type Entity, page, single } from "./odata";
import type { Comparison } from "./odata-filter";

const set = "auditLogs/signIns";
const pageSize = 1000;
const nobody = "00000000-0000-0000-0000-000000000000";
const comparisons: Readonly<Record<string, readonly Comparison[]>> = {
  createdDateTime: ["ge", "gt", "le", "lt"],
  userPrincipalName: ["startswith"],
  userDisplayName: ["startswith"],
  appDisplayName: ["startswith"],
  "status/errorCode": ["ne"],
};

/** The operations on sign-ins. */
export const signInRoutes: readonly Route<GraphContext>[] = [
  { method: "get", path: "/auditLogs/signIns", handle: list },
  { method: "get", path: "/auditLogs/signIns/:id", handle: read },
];

function list(call: GraphCall): Reply {
  const { query, url } = call;
  const entities = signInsOf(call).map(entity);
  const isAscending = /^createdDateTime asc$/i.test(query.get("$orderby") ?? "");
  const ordered = isAscending ? entities : entities.reverse();
  const like = entity({
    id: "",
    createdDateTime: "",
    correlationId: "",
    app: { id: "", displayName: "" },
    errorCode: 0,
  });
  return { status: 200, body: page(ordered, like, { query, url, type: "signIn", set, comparisons, pageSize }) };
}

function read(call: GraphCall): Reply {
  const id = param(call, "id");
  const found = signInsOf(call).find((signIn) => signIn.id === id.toLowerCase());
  if (found === undefined) throw notFound(id);
  return { status: 200, body: single(set, entity(found), call.query) };
}

function signInsOf({ context: { tenant } }: GraphCall): readonly SignIn[] {
  if (!tenant.hasPremiumLicense) throw licenseMissing();
  return tenant.signIns;
}

function entity({ id, createdDateTime, correlationId, person, app, resource, ...signIn }: SignIn): Entity {
  return {
    id,
    createdDateTime,
    userDisplayName: person?.displayName ?? null,
    userPrincipalName: person?.userPrincipalName ?? null,
    userId: person?.id ?? nobody,
    appId: app.id,
    appDisplayName: app.displayName,
    ipAddress: null,
    clientAppUsed: "Browser",
    correlationId,
    conditionalAccessStatus: "notApplied",
    isInteractive: true,
    riskDetail: "none",
    riskLevelAggregated: "none",
    riskLevelDuringSignIn: "none",
    riskState: "none",
    riskEventTypes: [],
    riskEventTypes_v2: [],
    resourceDisplayName: resource?.displayName ?? null,
    resourceId: resource?.id ?? null,
    status: { errorCode: signIn.errorCode, failureReason: signIn.failureReason ?? null, additionalDetails: null },
    deviceDetail: {
      deviceId: "",
      displayName: "",
      operatingSystem: "",
      browser: signIn.userAgent ?? "",
      isCompliant: false,
      isManaged: false,
      trustType: "",
    },
    location: { city: null, state: null, countryOrRegion: null, geoCoordinates: null },
    appliedConditionalAccessPolicies: [],
  };
}
