/** Resources that are written for azapi: a type of Resource Manager and a body. */
import type { Argument, Block } from "../configuration";
import { textOf } from "../value";
import * as read from "./arguments";
import { decodeJson } from "../json-text";

/** The type of Resource Manager without its version, in lower case; undefined where it is not known. */
export function armTypeOf({ arguments: from }: Block): string | undefined {
  return textOf(read.value(from, "type"))?.split("@")[0]?.toLowerCase();
}

/** Body and sensitive body as one, decoded where they are written as JSON texts. */
export function bodyOf({ arguments: from }: Block): Argument | undefined {
  return read.mergeArguments(decoded(from.entries.get("body")), decoded(from.entries.get("sensitive_body")));
}

/** One of the two bodies alone. */
export function decoded(body: Argument | undefined): Argument | undefined {
  return body === undefined || body.kind === "list" || body.kind === "map" ? body : decodeJson(body);
}
