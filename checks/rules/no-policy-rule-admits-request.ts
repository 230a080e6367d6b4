import { end, type End } from "../finding";
import type { RuleEvaluation } from "../wiring/okta-evaluation";
import { showValue, textOf } from "../wiring/value";
import type { Connection, Wiring } from "../wiring/wiring";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { valueEnd, valuesEnd } from "./support/ends";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { evaluateRequest, type EvaluatedRequest } from "./support/requests";
import { called, enumerate, showAddress, showValues } from "./support/words";

/** Okta admits a request only if one policy rule, alone, meets all of it. */
export const noPolicyRuleAdmitsRequest = defineRule({
  id: "no-policy-rule-admits-request",
  severity: "error",
  what: "No policy rule of the authorization server admits what a connection requests.",
  why: 'Okta answers access_denied, "Policy evaluation failed for this request"; Foundry shows "Sign in successful" all the same, and the tools list stays empty.',
  page: "https://help.okta.com/oie/en-us/Content/Topics/Security/api-config-access-policies.htm",
  judge: (wiring) => signInConnections(wiring).flatMap((connection) => judgeConnection(wiring, connection)),
});

function judgeConnection(wiring: Wiring, connection: Connection): readonly Verdict[] {
  const request = evaluateRequest(wiring, connection);
  if (!request || request.answers.some(({ evaluation }) => evaluation.outcome === "admitted")) return [];
  const nearest = nearestOf(request);
  const ends = [requestedEnd(connection), ...(nearest ? endsOf(nearest) : [serverEnd(request)])];
  const open = request.answers.find(({ evaluation }) => evaluation.outcome === "undecided")?.evaluation.missing;
  if (open !== undefined) {
    return [undecided(`Whether a policy rule admits the request of ${named(connection)} cannot be told.`, ends, open)];
  }
  if (!nearest) {
    return [
      fails(
        `No policy rule of ${showAddress(request.server.address)} admits ${named(connection)}: it has none.`,
        ends,
        `Add a policy for the client ${showValue(request.clientId)} with a policy rule for authorization_code, its groups, and the scopes ${showValues(request.scopes)}.`,
      ),
    ];
  }
  return [
    fails(
      `${subject(connection)} is admitted by no policy rule: ${reasonsOf(nearest)}.`,
      ends,
      fixFor(request, nearest),
    ),
  ];
}

/** Why the nearest policy rule does not match, in the order in which Okta looks. */
function reasonsOf({ policy, rule, failed, lacking }: RuleEvaluation): string {
  const name = called("policy rule", rule);
  const reasons = failed.map((condition) => {
    switch (condition) {
      case "status":
        return "it or its policy is inactive";
      case "client":
        return `${called("policy", policy)} is not for this client`;
      case "grant":
        return "it lacks the grant type authorization_code";
      case "people":
        return "it names no group or user who could sign in";
      case "scopes":
        return lacking.length > 0 ? `it lacks ${enumerate(lacking)}` : "it allows no default scope";
    }
  });
  return `the nearest is ${name}, but ${reasons.join(", and ")}`;
}

function fixFor({ clientId }: EvaluatedRequest, { policy, rule, failed, lacking }: RuleEvaluation): string {
  const steps = failed.map((condition) => {
    switch (condition) {
      case "status":
        return `set the status of ${showAddress(rule.address)} and ${showAddress(policy.address)} to "ACTIVE"`;
      case "client":
        return `add ${showValue(clientId)} to the clients of ${showAddress(policy.address)}`;
      case "grant":
        return `add "authorization_code" to the grant types of ${showAddress(rule.address)}`;
      case "people":
        return `name the groups who may sign in at ${showAddress(rule.address)}`;
      case "scopes":
        return `add ${enumerate(lacking)} to the scopes of ${showAddress(rule.address)}, or request less`;
    }
  });
  const text = steps.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** What the policy rule says where it does not match. */
function endsOf({ policy, rule, failed }: RuleEvaluation): readonly End[] {
  const at = showAddress(rule.address);
  const allowed = valuesEnd("access policy", `scopes allowed by ${at}`, rule.scopes, rule);
  const ends = failed.map((condition) => {
    switch (condition) {
      case "status":
        return valueEnd(
          "access policy",
          `status of ${at}`,
          textOf(rule.status) === "INACTIVE" ? rule.status : policy.status,
          rule,
        );
      case "client":
        return valuesEnd("access policy", `clients of ${showAddress(policy.address)}`, policy.clients, policy);
      case "grant":
        return valuesEnd("access policy", `grant types of ${at}`, rule.grantTypes, rule);
      case "people":
        return valuesEnd("access policy", `groups of ${at}`, rule.groups, rule);
      case "scopes":
        return allowed;
    }
  });
  return ends.length > 0 ? ends : [allowed];
}

function serverEnd({ server }: EvaluatedRequest): End {
  return end("access policy", `policy rules of ${showAddress(server.address)}`, "none", server);
}

/** Of the nearest for each group, the one that fails by the least. */
function nearestOf({ answers }: EvaluatedRequest): RuleEvaluation | undefined {
  return answers
    .flatMap(({ evaluation }) => evaluation.nearest ?? [])
    .toSorted(
      (left, right) => left.failed.length - right.failed.length || left.lacking.length - right.lacking.length,
    )[0];
}
