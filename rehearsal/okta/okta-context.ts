import type { z } from "zod";
import type { Clock } from "../clock";
import type { Call } from "../routes";
import { bodyMalformed, fieldBlank, invalidField } from "./okta-errors";
import type { Organization } from "./state";

/** Whose objects a request is about: those of the organization that its host name names. */
export interface OktaContext {
  readonly organization: Organization;
  /** Whether two authorization servers may share a name. */
  readonly authorizationServerNames: "unique" | "shared";
  /** By which the System Log is asked. */
  readonly clock: Clock;
}

/** A request to the management API. */
export type OktaCall = Call<OktaContext>;

/** Reads a request's body; the first field that is wrong is what Okta complains about. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw bodyMalformed();
  }
  const result = schema.safeParse(body);
  if (result.success) {
    return result.data;
  }
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") ?? "";
  const isMissing = issue?.code === "too_small" || (issue?.code === "invalid_type" && issue.input === undefined);
  throw isMissing ? fieldBlank(field) : invalidField(field, "The field has an invalid value");
}
