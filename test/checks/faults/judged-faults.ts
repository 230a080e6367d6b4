/** Judges one stack with every fault of its five layers, as a person's `check` would. */
import type { Finding } from "../../../checks/finding";
import { rules } from "../../../checks/rules";
import { readWirings } from "../../../checks/wiring/layers";
import { loadGrammar, type Grammar } from "../../../checks/wiring/readers/hcl/grammar";
import { InputError } from "../../../checks/wiring/readers/input-error";
import { readStackText } from "../../../checks/wiring/readers/synthesized";
import { literalValue, type Source } from "../../../checks/wiring/value";
import type { HostFile } from "../../../checks/wiring/wiring-function-app";
import type { Deployment } from "../../../contract/deployment";
import { synthesize } from "../../support/synthesize";
import { withoutMetadata, type Json } from "../../support/terraform-json";
import { leavesOf, type Leaf } from "./leaves";
import { mutationsOf, withMutation, type Mutation } from "./mutations";

/** A leaf and what happened to it. */
export interface Fault {
  readonly leaf: Leaf;
  readonly mutation: Mutation;
  /** The stack with the fault. */
  readonly json: Json;
  /** Ids of the rules that find it. */
  readonly foundBy: readonly string[];
}

/** What the checks say about a stack, healthy and with each of its faults. */
export interface JudgedStack {
  readonly healthy: { readonly json: Json; readonly findings: readonly Finding[] };
  readonly faults: readonly Fault[];
}

type Hosting = Deployment["server"]["hosting"];

/** Tries every fault of a deployment. */
export async function judgeFaults(deployment: Deployment): Promise<JudgedStack> {
  const grammar = await loadGrammar();
  const synthesized = synthesize(deployment).json;
  const json = withoutMetadata(synthesized);
  const findings = findingsIn(json, deployment.server.hosting, grammar);
  const known = new Set(findings.map(identityOf));
  const leaves = leavesOf(synthesized);
  const faults = leaves.flatMap((leaf) =>
    mutationsOf(leaf, leaves).map((mutation): Fault => {
      const mutated = withMutation(json, leaf, mutation);
      const unknowable = mayHideAValue(leaf, mutation);
      const found = findingsIn(mutated, deployment.server.hosting, grammar).filter(
        (finding) => (finding.outcome === "fail" || unknowable) && !known.has(identityOf(finding)),
      );
      return { leaf, mutation, json: mutated, foundBy: [...new Set(found.map(({ rule }) => rule))] };
    }),
  );
  return { healthy: { json, findings }, faults };
}

/** Findings in a stack, read as generated JSON; a name in brackets stands for input that is refused before any rule sees it. */
export function findingsIn(json: Json, hosting: Hosting, grammar: Grammar): readonly Finding[] {
  const text = JSON.stringify(json);
  try {
    const wirings = readWirings(readStackText(text, "cdk.tf.json", "stack", grammar), {
      hostFileFor: () => hostFiles[hosting],
    });
    return wirings.flatMap((wiring) => rules.flatMap((rule) => rule.judge(wiring)));
  } catch (error) {
    if (error instanceof InputError)
      return [{ rule: "(bad input)", outcome: "fail", message: error.message, ends: [] }];
    throw error;
  }
}

/** What tells two findings apart besides their words, which repeat values. */
function identityOf({ rule, outcome, ends }: Finding): string {
  return [rule, outcome, ...ends.map(({ layer, source }) => `${layer} ${source.address}`)].join("\n");
}

/** A doubt counts where the fault took a value away, or where something known after apply only stands before or after it. */
function mayHideAValue({ value }: Leaf, mutation: Mutation): boolean {
  return mutation.kind === "dropped" || [value, mutation.value].some((text) => String(text).includes("${"));
}

const source: Source = { address: "host.json", path: "" };

/** `host.json` of a server for each hosting. */
const hostFiles: Readonly<Record<Hosting, HostFile>> = {
  "self-hosted": { hosting: "self-hosted", authorizationLevel: literalValue("anonymous", source), source },
  "mcp-extension": { hosting: "mcp-extension", authorizationLevel: literalValue("Anonymous", source), source },
};
