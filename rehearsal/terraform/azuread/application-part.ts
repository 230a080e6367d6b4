/**
 * Resources that are one element of a list inside an application: they read the application, change the list and write it back.
 * @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/application_registration
 */
import type { JsonObject, JsonValue } from "../../json";
import type { ApiClients, ApiResponse } from "../api-clients";
import { requiredText } from "../attributes";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { describeApplication, existsAlready, notIdentified, requestFailed } from "./errors";
import { bodyOf, graph, objectIdOfApplication, succeeded } from "./graph";
import { alone } from "./locks";

/** What a part of an application is. */
export interface ApplicationPart<Element extends JsonValue> {
  readonly type: string;
  readonly replacedBy: readonly string[];
  /** @default none */
  readonly defaults?: Attributes;
  /** Whether an element may change in place. */
  readonly changeable: boolean;
  /** What a message calls the element where it is missing, for example `permission scope`. */
  readonly noun: string;
  /** What tells an element from its neighbours, as the configuration has it. */
  key(planned: Attributes): string;
  keyOf(element: Element): string;
  /** The resource's id, and how messages name it. */
  id(application: string, key: string): string;
  describe(application: string, key: string): string;
  elements(application: JsonObject): readonly Element[];
  element(planned: Attributes): Element;
  /** The change of the application that sets the list. */
  change(elements: readonly Element[]): JsonObject;
  attributes(element: Element): Attributes;
  /**
   * What an element must be made into before it may change or go.
   * @default nothing
   */
  disabled?(element: Element): Element;
}

/** The resource type of a part. */
export function applicationPart<Element extends JsonValue>(part: ApplicationPart<Element>): ManagedResourceType {
  const { type, replacedBy, defaults, changeable } = part;

  const get = (api: ApiClients, objectId: string): Promise<ApiResponse> =>
    graph(api, "GET", `/applications/${objectId}`);

  const write = async (
    api: ApiClients,
    objectId: string,
    elements: readonly Element[],
    failure: { readonly doing: string; readonly described: string },
  ): Promise<void> => {
    const response = await graph(api, "PATCH", `/applications/${objectId}`, part.change(elements));
    if (!succeeded(response)) throw requestFailed(failure.doing, failure.described, response);
  };

  /** Reads the list, lets `edit` change it, and writes it; nobody else changes the application meanwhile. */
  const edit = async (
    api: ApiClients,
    state: Attributes,
    doing: string,
    next: (elements: readonly Element[], key: string, described: string) => readonly Element[],
  ): Promise<void> => {
    const objectId = objectIdOfApplication(requiredText(state, "application_id"));
    const key = part.key(state);
    const described = part.describe(objectId, key);
    await alone(objectId, async () => {
      const response = await get(api, objectId);
      if (!succeeded(response)) throw requestFailed("retrieving", describeApplication(objectId), response);
      const elements = part.elements(bodyOf(response));
      const wanted = next(elements, key, described);
      const current = elements.find((element) => same(part, element, key));
      if (current !== undefined && part.disabled !== undefined) {
        const off = part.disabled(current);
        const disabled = elements.map((element) => (element === current ? off : element));
        await write(api, objectId, disabled, {
          doing: "disabling",
          described: `${described} in preparation for ${doing === "deleting" ? "deletion" : "update"}`,
        });
      }
      await write(api, objectId, wanted, { doing, described });
    });
  };

  return {
    kind: "resource",
    type,
    replacedBy,
    ...(defaults === undefined ? {} : { defaults }),
    async create(api, planned) {
      const objectId = objectIdOfApplication(requiredText(planned, "application_id"));
      await edit(api, planned, "creating", (elements, key) => {
        if (elements.some((element) => same(part, element, key))) {
          throw existsAlready(type, part.id(objectId, key));
        }
        return [...elements, part.element(planned)];
      });
      return { id: part.id(objectId, part.key(planned)) };
    },
    async read(api, state) {
      const objectId = objectIdOfApplication(requiredText(state, "application_id"));
      const key = part.key(state);
      const response = await get(api, objectId);
      if (response.status === 404) return undefined;
      if (!succeeded(response)) throw requestFailed("retrieving", part.describe(objectId, key), response);
      const found = part.elements(bodyOf(response)).find((element) => same(part, element, key));
      return found === undefined ? undefined : { ...part.attributes(found), id: part.id(objectId, key) };
    },
    ...(changeable
      ? {
          async update(api: ApiClients, planned: Attributes) {
            await edit(api, planned, "updating", (elements, key, described) => {
              if (!elements.some((element) => same(part, element, key))) {
                throw notIdentified("updating", described, part.noun);
              }
              return elements.map((element) => (same(part, element, key) ? part.element(planned) : element));
            });
            return {};
          },
        }
      : {}),
    async delete(api, state) {
      await edit(api, state, "deleting", (elements, key, described) => {
        const kept = elements.filter((element) => !same(part, element, key));
        if (kept.length === elements.length) {
          throw notIdentified("deleting", described, part.noun);
        }
        return kept;
      });
    },
  };
}

function same<Element extends JsonValue>(part: ApplicationPart<Element>, element: Element, key: string): boolean {
  return part.keyOf(element).toLowerCase() === key.toLowerCase();
}
