/** Host names of function apps. */
import { fromParts, type Value } from "../value";

/** `<name>.azurewebsites.net`: what App Service calls a site of a name, known before the site is there. */
export function hostNameOf(name: Value): Value {
  if (name.kind === "unknown") return name;
  const parts = name.kind === "literal" ? [String(name.value)] : name.parts;
  return fromParts([...parts, ".azurewebsites.net"], name.source);
}
