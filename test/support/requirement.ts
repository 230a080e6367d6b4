import { test } from "@jest/globals";
import { requirements, type RequirementId } from "../../rehearsal/requirements";

/**
 * A test that holds something to a requirement.
 * @param id the requirement that is cited
 * @param body throws where it does not hold
 * @param what one of several cases. @default the requirement has one case
 */
export function requirement(id: RequirementId, body: () => Promise<void> | void, what?: string): void {
  test(`${id}: ${requirements[id].sentence}${what === undefined ? "" : ` (${what})`}`, body);
}
