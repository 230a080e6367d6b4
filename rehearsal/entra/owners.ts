/** Owners of applications and service principals: `/{set}/{id}/owners`. */
import { param, type Route } from "../routes";
import { directoryObject } from "./directory-objects";
import type { GraphCall, GraphContext } from "./graph-context";
import { invalidValue, notFound, referenceExists } from "./graph-errors";
import { page } from "./odata";
import { readBody } from "./parse";
import type { Tenant } from "./state";

/** Something that has owners. */
export interface Owned {
  readonly id: string;
  /** Object ids of principals. */
  readonly owners: Set<string>;
}

/** The operations on the owners of the objects of one entity set. */
export function ownerRoutes(
  set: string,
  find: (tenant: Tenant, id: string) => Owned | undefined,
): readonly Route<GraphContext>[] {
  const owned = (call: GraphCall): Owned => {
    const id = param(call, "id");
    const object = find(call.context.tenant, id.toLowerCase());
    if (object === undefined) {
      throw notFound(id);
    }
    return object;
  };
  return [
    {
      method: "get",
      path: `/${set}/:id/owners`,
      handle: (call) => {
        const owners = [...owned(call).owners]
          .map((id) => directoryObject(call.context, id))
          .filter((owner) => owner !== undefined);
        const list = { query: call.query, url: call.url, type: "directoryObject", set: "directoryObjects" };
        return { status: 200, body: page(owners, { id: "" }, list) };
      },
    },
    {
      method: "post",
      path: `/${set}/:id/owners/$ref`,
      handle: (call) => {
        const object = owned(call);
        const id = referencedId(readBody(call.body).annotations["@odata.id"]);
        if (directoryObject(call.context, id) === undefined) {
          throw notFound(id);
        }
        if (object.owners.has(id)) {
          throw referenceExists("owners");
        }
        object.owners.add(id);
        return { status: 204 };
      },
    },
    {
      method: "delete",
      path: `/${set}/:id/owners/:owner/$ref`,
      handle: (call) => {
        const owner = param(call, "owner");
        if (!owned(call).owners.delete(owner.toLowerCase())) {
          throw notFound(owner);
        }
        return { status: 204 };
      },
    },
  ];
}

/** The object id at the end of a reference: `https://graph.microsoft.com/v1.0/directoryObjects/<id>`. */
export function referencedId(reference: unknown): string {
  const id = typeof reference === "string" ? /\/([0-9a-f-]{36})$/i.exec(reference)?.[1] : undefined;
  if (id === undefined) {
    throw invalidValue("@odata.id", "DirectoryObject");
  }
  return id.toLowerCase();
}
