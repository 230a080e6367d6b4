import type { AccessPolicy, PolicyRule } from "../wiring/wiring-identity";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { known } from "./support/known";
import { allPolicies } from "./support/okta";
import { showAddress } from "./support/words";

/** What is not in force admits nobody. */
export const policyInactive = defineRule({
  id: "policy-inactive",
  severity: "error",
  what: "A policy or policy rule is written and not in force.",
  why: "It admits nobody: sign-in is refused as if it were not there.",
  page: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServerPolicies/",
  judge: (wiring) =>
    allPolicies(wiring).flatMap((policy) => [
      ...judgeStatus("policy", policy),
      ...policy.rules.flatMap((rule) => judgeStatus("policy rule", rule)),
    ]),
});

function judgeStatus(noun: string, { address, status, source }: AccessPolicy | PolicyRule): readonly Verdict[] {
  const told = known(status);
  if (told.kind === "absent" || (told.kind === "known" && told.value === "ACTIVE")) return [];
  const ends = [valueEnd("access policy", `status of the ${noun}`, status, { source })];
  if (told.kind === "unknown") {
    return [undecided(`Whether the ${noun} ${showAddress(address)} is in force cannot be told.`, ends, told.missing)];
  }
  const message = `The ${noun} ${showAddress(address)} has the status ${JSON.stringify(told.value)}.`;
  return [fails(message, ends, `Write status = "ACTIVE" in ${showAddress(address)}, or take it away.`)];
}
