import type { DataSourceType, ManagedResourceType } from "../resource-type";
import { password } from "./password";

/** Resource types of the provider `random`. */
export const resources: readonly ManagedResourceType[] = [password];

/** The provider has no data sources. */
export const dataSources: readonly DataSourceType[] = [];
