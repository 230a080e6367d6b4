/**
 * The fault matrix: every leaf of the five layers is dropped and changed, one at a time, in every allowed combination of provider, hosting
 * and gate. A fault is found by a rule, or refused by `terraform validate`, or there is a written reason why sign-in does not depend on it.
 */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { ruleById } from "../../../checks/rules";
import type { Deployment } from "../../../contract/deployment";
import { samples, served } from "../../support/deployments";
import { judgeFaults, type Fault, type JudgedStack } from "./judged-faults";
import { reasons, type Reason } from "./reasons";
import { showTable } from "./table";
import { refusedByTerraform } from "./terraform-refusals";

type Server = Pick<Deployment["server"], "hosting" | "gate">;

interface Combination extends Server {
  readonly provider: "okta" | "entra";
  readonly name: string;
}

const combinations = (["okta", "entra"] as const).flatMap((provider) =>
  (
    [
      { hosting: "self-hosted", gate: "easy-auth" },
      { hosting: "self-hosted", gate: "server" },
      { hosting: "mcp-extension", gate: "easy-auth" },
    ] as const
  ).map((server): Combination => ({ provider, ...server, name: `${provider}, ${server.hosting}, ${server.gate}` })),
);

const judged = new Map<Combination, JudgedStack>();
const reasoned = new Map<Fault, Reason>();
let refused: ReadonlySet<Fault> = new Set();

beforeAll(async () => {
  for (const combination of combinations) {
    judged.set(combination, await judgeFaults(served(samples[combination.provider](), combination)));
  }
  const stacks = [...judged.values()];
  refused = await refusedByTerraform(
    stacks.map(({ healthy }) => healthy.json),
    stacks.flatMap(({ faults }) => faults.filter(({ foundBy }) => foundBy.length === 0)),
  );
  for (const [combination, { faults }] of judged) {
    for (const fault of faults) {
      const reason = fault.foundBy.length > 0 || refused.has(fault) ? undefined : reasonFor(fault, combination);
      if (reason) reasoned.set(fault, reason);
    }
  }
  process.stdout.write(showTable(judged, refused, reasoned));
}, 600_000);

describe.each(combinations)("$name", (combination) => {
  test("the healthy configuration has no error and nothing undecided", () => {
    const found = judged.get(combination)?.healthy.findings ?? [];
    const warnings = found.filter(({ rule, outcome }) => outcome === "fail" && ruleById(rule)?.severity === "warning");
    expect(found).toEqual(warnings);
    // The reader's connection requests one of the two scopes of the Okta sample.
    expect(warnings.map(({ rule }) => rule)).toEqual(
      combination.provider === "okta" ? ["fewer-requested-than-advertised"] : [],
    );
  });

  test("every fault is found, refused, or does not matter", () => {
    const open = (judged.get(combination)?.faults ?? []).filter(
      (fault) => fault.foundBy.length === 0 && !refused.has(fault) && !reasoned.has(fault),
    );
    expect(open.map(showFault)).toEqual([]);
  });
});

test("no reason is left over", () => {
  const used = new Set(reasoned.values());
  expect(reasons.filter((reason) => !used.has(reason)).map(({ reason }) => reason)).toEqual([]);
});

function reasonFor({ leaf, mutation }: Fault, { gate, hosting }: Server): Reason | undefined {
  const address = leaf.address.replace(/^data\./, "");
  return reasons.find(
    (reason) =>
      reason.address.test(address) &&
      reason.path.test(leaf.shown) &&
      (reason.kinds?.includes(mutation.kind) ?? true) &&
      (reason.gate ?? gate) === gate &&
      (reason.hosting ?? hosting) === hosting,
  );
}

function showFault({ leaf, mutation }: Fault): string {
  const { address, shown, value } = leaf;
  const now = mutation.value === undefined ? "nothing" : JSON.stringify(mutation.value);
  return `${address} ${shown}: ${mutation.kind} from ${JSON.stringify(value)} to ${now}`;
}
