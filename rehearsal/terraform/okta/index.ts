/** The types of Okta's provider that a deployment makes use of: thin clients of the management API. */
import type { DataSourceType, ManagedResourceType } from "../resource-type";
import { appGroupAssignments } from "./app-group-assignments";
import { appOauth } from "./app-oauth";
import { authServer } from "./auth-server";
import { authServerPolicy } from "./auth-server-policy";
import { authServerPolicyRule } from "./auth-server-policy-rule";
import { authServerScope } from "./auth-server-scope";
import { authServerData, everyoneGroup, group } from "./data-sources";

/** Managed resources. */
export const resources: readonly ManagedResourceType[] = [
  appGroupAssignments,
  appOauth,
  authServer,
  authServerPolicy,
  authServerPolicyRule,
  authServerScope,
];

/** Data sources. */
export const dataSources: readonly DataSourceType[] = [authServerData, everyoneGroup, group];
