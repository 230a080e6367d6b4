/** The resources of `values` in plans and states, those of child modules included. */
import * as errors from "../errors";
import { member, objectsAt, requiredText } from "./json-object";

/** A resource or data source with its values. */
export interface ResourceValues {
  readonly address: string;
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  readonly moduleAddress: string;
  readonly values: unknown;
  readonly sensitive: unknown;
  readonly dependsOn: readonly string[];
}

/** Resources below `root_module`: all, or those whose address is not known from elsewhere. */
export function resourcesOf(
  values: unknown,
  file: string,
  isKnown: (address: unknown) => boolean = () => false,
): readonly ResourceValues[] {
  const found: ResourceValues[] = [];
  const open: { readonly module: unknown; readonly depth: number }[] = [
    { module: member(values, "root_module"), depth: 0 },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { module, depth } = next;
    if (depth > errors.maxDepth) throw errors.tooDeep(file);
    for (const resource of objectsAt(module, "resources", file)) {
      if (!isKnown(resource["address"])) found.push(resourceOf(resource, module, file));
    }
    const children = objectsAt(module, "child_modules", file);
    open.push(...children.map((child) => ({ module: child, depth: depth + 1 })).reverse());
  }
  return found;
}

function resourceOf(resource: unknown, module: unknown, file: string): ResourceValues {
  const moduleAddress = member(module, "address");
  const dependsOn = member(resource, "depends_on");
  return {
    address: requiredText(resource, "address", file),
    mode: member(resource, "mode") === "data" ? "data" : "resource",
    type: requiredText(resource, "type", file),
    name: requiredText(resource, "name", file),
    moduleAddress: typeof moduleAddress === "string" ? moduleAddress : "",
    values: member(resource, "values"),
    sensitive: member(resource, "sensitive_values"),
    dependsOn: Array.isArray(dependsOn) ? dependsOn.filter((to) => typeof to === "string") : [],
  };
}
