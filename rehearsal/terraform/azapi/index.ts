import type { DataSourceType, ManagedResourceType } from "../resource-type";
import { dataResource } from "./data-resource";
import { dataPlaneResource } from "./data-plane-resource";
import { resource } from "./resource";
import { updateResource } from "./update-resource";

/** Resource types of the provider `azapi` that a deployment uses. */
export const resources: readonly ManagedResourceType[] = [resource, updateResource, dataPlaneResource];

/** Data sources of the provider `azapi` that a deployment uses. */
export const dataSources: readonly DataSourceType[] = [dataResource];
