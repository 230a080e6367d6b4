/**
 * What only a live system shows, as rules beside those of the checks: so that every report tells it in the same way.
 */
import { end, type Finding, type Layer } from "../../checks/finding";
import type { Rule } from "../../checks/rule";
import type { Difference } from "../drift/fact";
import type { Gap, Observation, Witness } from "../evidence";
import { symptoms, type SymptomId } from "../symptoms";
import type { Symptom } from "../symptoms/symptom";
import type { LiveSystem } from "./live-system";

/** Days before its end in which a secret is told. */
export const daysBeforeExpiry = 30;

const day = 24 * 60 * 60 * 1000;

/** What differs from the deployment file. */
export const differenceRule = "differs-from-deployment-file";
/** What could not be read. */
export const gapRule = "not-read";
const secretRule = "secret-expires-soon";

/** How live rules judge. */
export interface LiveRulesInput {
  readonly system: LiveSystem;
  readonly differences: readonly Difference[];
  /** How to bring the live system back to its file. */
  readonly apply: string;
  readonly now: Date;
}

/** One rule for each symptom that was seen, and those for differences, secrets and gaps. */
export function liveRules({ system, differences, apply, now }: LiveRulesInput): readonly Rule[] {
  const seen = [...new Set(system.observations.flatMap(({ symptom }) => symptom ?? []))];
  return [
    ...seen.map((id) => symptomRule(id, system.observations)),
    {
      id: differenceRule,
      severity: "warning",
      what: "The live system says something else than its deployment file.",
      why: "Somebody changed it by hand, or the file was changed and not applied: the next apply takes it back.",
      page: "https://developer.hashicorp.com/terraform/tutorials/state/resource-drift",
      judge: () => differences.map((difference) => differenceFinding(difference, apply)),
    },
    {
      id: secretRule,
      severity: "warning",
      what: "A client's secret ends soon, or has ended.",
      why: "From then on nobody can sign in, and no token is refreshed: invalid_client.",
      page: "https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials",
      judge: () => secretFindings(system, now),
    },
    {
      id: gapRule,
      severity: "warning",
      what: "Something could not be read.",
      why: "What depends on it is undecided.",
      page: "https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview",
      judge: () => system.gaps.map(gapFinding),
    },
  ];
}

function symptomRule(id: SymptomId, observations: readonly Observation[]): Rule {
  const symptom: Symptom = symptoms[id];
  const { cause, sign, page } = symptom;
  return {
    id,
    severity: isAboutOnePerson(id) ? "warning" : "error",
    what: sign,
    why: cause,
    page,
    judge: () =>
      observations
        .filter((observation) => observation.symptom === id)
        .map((seen) => observedFinding(id, seen, symptom)),
  };
}

/**
 * What is told of somebody whom the system refuses on purpose as well: no proof that anything is wrong with it. Where it is, the rules of
 * the checks say so too.
 */
export function isAboutOnePerson(id: SymptomId): boolean {
  return onePerson.has(id);
}

const onePerson: ReadonlySet<SymptomId> = new Set([
  "okta-no-matching-policy",
  "okta-user-not-assigned",
  "aadsts-50105",
  "aadsts-53003",
  "aadsts-65001",
  "aadsts-65004",
  "aadsts-90094",
  "token-has-expired",
  "token-expired",
]);

function observedFinding(id: SymptomId, { layer, seen, at, time }: Observation, { cause, fix }: Symptom): Finding {
  const when = time === undefined ? "" : ` (${time})`;
  return {
    rule: id,
    outcome: "fail",
    message: `${seen}${when} ${cause}`,
    ends: [end(layer, "seen", seen, { source: { address: at, path: "" } })],
    fix,
  };
}

function differenceFinding({ what, inFile, live, lacking, beyond }: Difference, apply: string): Finding {
  const parts = [
    ...(lacking.length > 0 ? [`lack ${enumerate(lacking)}`] : []),
    ...(beyond.length > 0 ? [`hold ${enumerate(beyond)} beyond the deployment file`] : []),
  ];
  return {
    rule: differenceRule,
    outcome: "fail",
    message: `${what.charAt(0).toUpperCase()}${what.slice(1)}: the live system differs, its values ${parts.join(" and ")}.`,
    ends: [inFile, live],
    fix: apply,
  };
}

function secretFindings({ secrets, wiring }: LiveSystem, now: Date): readonly Finding[] {
  return secrets.flatMap(({ client, name, expires }) => {
    const left = Math.floor((Date.parse(expires) - now.getTime()) / day);
    if (left >= daysBeforeExpiry) return [];
    const when = left < 0 ? `has ended (${expires})` : `ends in ${left} days (${expires})`;
    return [
      {
        rule: secretRule,
        outcome: "fail",
        message: `The secret ${JSON.stringify(name)} of client ${JSON.stringify(client)} ${when}.`,
        ends: [end("identity", "end of the secret", expires, { source: { address: client, path: name } })],
        fix: `Raise secrets.rotation in the deployment file of ${wiring.name} and apply; by hand, make a new secret and a new connection with it.`,
      },
    ];
  });
}

/** What a witness tells most of; every finding has a place, which code scanning demands. */
const layerOf: Readonly<Record<Witness, Layer>> = {
  Okta: "identity",
  Entra: "identity",
  "Resource Manager": "connection",
  Foundry: "agent",
  endpoint: "function app",
  log: "function app",
  token: "identity",
};

function gapFinding({ witness, what, because, needs }: Gap): Finding {
  return {
    rule: gapRule,
    outcome: "undecided",
    message: `Not read from ${witness}: ${what}.`,
    ends: [end(layerOf[witness], "not read", what, { source: { address: witness, path: "" } })],
    missing: needs === undefined ? because : `${because}; it needs ${needs}`,
  };
}

function enumerate(texts: readonly string[]): string {
  return texts.map((text) => JSON.stringify(text)).join(", ");
}
