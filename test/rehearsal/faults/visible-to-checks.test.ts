/** What each fault's data says of the checks is true: they blame the right layer, or have nothing to decide it from. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { judge, type JudgedFinding } from "../../../checks/check";
import { readWirings } from "../../../checks/wiring/layers";
import { loadGrammar, type Grammar } from "../../../checks/wiring/readers/hcl/grammar";
import { readHostFile } from "../../../checks/wiring/readers/host-file";
import { readStackText } from "../../../checks/wiring/readers/synthesized";
import type { Deployment } from "../../../contract/deployment";
import { faultNamed, faultNames, type FaultName } from "../../../rehearsal/faults";
import type { TerraformConfiguration } from "../../../rehearsal/faults/configuration";
import { settingOf } from "../../../scripts/start/setting";
import { changed, combinations, samples, served } from "../../support/deployments";
import { synthesize } from "../../support/synthesize";

let grammar: Grammar;
const folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));

beforeAll(async () => {
  grammar = await loadGrammar();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the checks find, all outcomes. */
function findings(configuration: unknown, source: string): readonly JudgedFinding[] {
  const wirings = readWirings(readStackText(JSON.stringify(configuration), "cdk.tf.json", "stack", grammar), {
    hostFileFor: () => readHostFile(source),
  });
  return judge(wirings).deployments.flatMap(({ findings: found }) => found);
}

const errorsIn = (found: readonly JudgedFinding[]): readonly JudgedFinding[] =>
  found.filter(({ outcome, severity }) => outcome === "fail" && severity === "error");

/** The samples, and what they could be as well. */
const kinds = {
  okta: samples.okta(),
  "okta with a server of somebody else's": withServer(samples.okta()),
  entra: samples.entra(),
  "entra for everyone": forEveryone(samples.entra()),
} as const;

function withServer(deployment: Deployment): Deployment {
  const identity = { ...deployment.identity, authorizationServer: { id: "aus0000000000000001", name: "shared" } };
  return changed(deployment, { identity });
}

function forEveryone(deployment: Deployment): Deployment {
  return changed(deployment, {
    connections: deployment.connections.map((connection) => ({ ...connection, groups: "everyone" })),
  });
}

/** Every connection of these, under every combination that is allowed. */
const cases = Object.entries(kinds).flatMap(([kind, sample]) =>
  combinations
    .filter(([provider]) => provider === sample.identity.provider)
    .flatMap(([, hosting, gate]) => {
      const deployment = served(sample, { hosting, gate });
      return deployment.connections.map((connection) => ({
        deployment,
        connection,
        title: `${kind}, ${hosting}, gate ${gate}, ${connection.key}`,
      }));
    }),
);

function broken(name: FaultName, deployment: Deployment, key: string): readonly JudgedFinding[] {
  const { cause } = faultNamed(name);
  const connection = deployment.connections.find((each) => each.key === key);
  if (connection === undefined) throw new Error(`no connection ${key}`);
  const configuration = structuredClone(synthesize(deployment).json) as unknown as TerraformConfiguration;
  if (cause.kind === "configuration") {
    cause.apply({ configuration, key, setting: settingOf(deployment, connection) });
  }
  if (cause.kind !== "host.json") return findings(configuration, deployment.server.source);
  const changed = mkdtempSync(join(folder, "server-"));
  const written = readFileSync(join(deployment.server.source, "host.json"), "utf8");
  const hostFile = cause.apply(JSON.parse(written) as Readonly<Record<string, unknown>>);
  writeFileSync(join(changed, "host.json"), JSON.stringify(hostFile));
  return findings(configuration, changed);
}

test.each(cases)("$title: healthy", ({ deployment, connection }) => {
  expect(errorsIn(broken("clock-skew", deployment, connection.key))).toEqual([]);
});

describe.each(faultNames)("%s", (name) => {
  const { layer, missingInFiles, cause, fits = () => true } = faultNamed(name);
  const fitting = cases.filter(({ deployment, connection }) => fits(settingOf(deployment, connection)));

  test("can happen to somebody", () => {
    expect(fitting.length).toBeGreaterThan(0);
  });

  test.each(fitting)("$title", ({ deployment, connection }) => {
    const found = broken(name, deployment, connection.key);
    const errors = errorsIn(found);
    const missing = missingInFiles?.(settingOf(deployment, connection));
    if (missing === undefined) expect(errors.flatMap(({ ends }) => ends.map((end) => end.layer))).toContain(layer);
    else expect(errors).toEqual([]);
    // Files say nothing of clocks at all.
    const isUndecided = found.some(({ outcome, severity }) => outcome === "undecided" && severity === "error");
    if (missing !== undefined && cause.kind === "configuration") expect(isUndecided).toBe(true);
  });
});
