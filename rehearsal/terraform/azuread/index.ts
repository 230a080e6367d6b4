/** The types of azuread that a deployment makes use of: thin clients of Microsoft Graph. */
import type { DataSourceType, ManagedResourceType } from "../resource-type";
import { appRoleAssignment, delegatedPermissionGrant } from "./access";
import { applicationPassword } from "./application-password";
import {
  applicationApiAccess,
  applicationIdentifierUri,
  applicationPermissionScope,
  applicationPreAuthorized,
} from "./application-parts";
import { applicationRedirectUris } from "./application-redirect-uris";
import { applicationRegistration } from "./application-registration";
import { clientConfig, group, servicePrincipalData } from "./data-sources";
import { servicePrincipal } from "./service-principal";

/** Managed resources. */
export const resources: readonly ManagedResourceType[] = [
  appRoleAssignment,
  applicationApiAccess,
  applicationIdentifierUri,
  applicationPassword,
  applicationPermissionScope,
  applicationPreAuthorized,
  applicationRedirectUris,
  applicationRegistration,
  delegatedPermissionGrant,
  servicePrincipal,
];

/** Data sources. */
export const dataSources: readonly DataSourceType[] = [clientConfig, group, servicePrincipalData];
