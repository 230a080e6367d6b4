/** What holds for every file, whatever stands in it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "@jest/globals";
import fc from "fast-check";

import type { Connection, Deployment } from "../../../contract/deployment";
import {
  DeploymentFileError,
  parseDeployment,
  readDeployment,
  type DeploymentFileInput,
} from "../../../contract/deployment-file";
import { arbitraryDeployment, deploymentYaml } from "../../support/arbitrary-deployment";
import { oktaText } from "./sample-text";

const folder = mkdtempSync(join(tmpdir(), "deployments-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A valid file, or the error that is meant for a person: nothing else may happen. */
function outcome(read: () => Deployment): Deployment | DeploymentFileError {
  try {
    return read();
  } catch (error) {
    if (error instanceof DeploymentFileError) return error;
    throw error;
  }
}

function expectReadable(result: Deployment | DeploymentFileError): void {
  if (!(result instanceof DeploymentFileError)) return;
  expect(result.problems.length).toBeGreaterThan(0);
  for (const { message, position } of result.problems) {
    expect(message).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    expect(message.length).toBeLessThan(2500);
    expect(position.line).toBeGreaterThan(0);
    expect(position.column).toBeGreaterThan(0);
  }
}

test("any bytes are a deployment or a DeploymentFileError", () => {
  const path = join(folder, "bytes.yaml");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      writeFileSync(path, bytes);
      expectReadable(outcome(() => readDeployment(path)));
    }),
  );
});

test("any YAML is a deployment or a DeploymentFileError", () => {
  const keys = fc.constantFrom(
    "name",
    "extends",
    "scopes",
    "connections",
    "groups",
    "id",
    "type",
    "model",
    "azure",
    "foundry",
    "backend",
    "identity",
    "provider",
    "__proto__",
    "constructor",
    "toString",
  );
  const values = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.dictionary(fc.oneof(keys, fc.string()), tie("node")),
      fc.array(tie("node")),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, values.node), (value) => {
      expectReadable(outcome(() => parseDeployment(JSON.stringify(value), "deployments/test.yaml")));
    }),
  );
});

test("a valid text with a part cut out or put in is a deployment or a DeploymentFileError", () => {
  const edit = fc.tuple(fc.nat(oktaText.length), fc.nat(12), fc.string({ maxLength: 6, unit: "binary" }));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const text = edits.reduce(
        (before, [at, length, put]) => before.slice(0, at) + put + before.slice(at + length),
        oktaText,
      );
      expectReadable(outcome(() => parseDeployment(text, "deployments/test.yaml")));
    }),
    { numRuns: 300 },
  );
});

test("what is written is read back", () => {
  fc.assert(
    fc.property(arbitraryDeployment(), (file) => {
      const deployment = parseDeployment(deploymentYaml(file), "deployments/test.yaml");
      expect({ ...deployment, file: undefined, sampleValues: undefined }).toEqual(expected(file));
    }),
    { numRuns: 300 },
  );
});

/** The deployment that a file stands for, formed without the reader. */
function expected(written: DeploymentFileInput): unknown {
  const file = JSON.parse(JSON.stringify(written).normalize("NFC")) as DeploymentFileInput;
  const { provider } = file.identity;
  const { type, ...settings } = file.backend ?? { type: "local" };
  const names = Object.keys(written.scopes);
  return {
    file: undefined,
    sampleValues: undefined,
    name: file.name,
    environment: file.environment,
    identity: provider === "entra" ? { provider } : { tokenAuthentication: "client_secret_basic", ...file.identity },
    server: {
      source: file.server.source,
      hosting: file.server.hosting ?? "self-hosted",
      gate: file.server.gate ?? (provider === "entra" ? "easy-auth" : "server"),
    },
    scopes: names.map((name) => ({ name, ...file.scopes[name] })),
    connections: expectedConnections(file, names),
    secrets:
      provider === "entra"
        ? { rotation: file.secrets?.rotation ?? 1, lifetimeDays: file.secrets?.lifetimeDays ?? 180 }
        : { rotation: file.secrets?.rotation ?? 1 },
    azure: { tags: {}, ...file.azure },
    foundry: {
      ...file.foundry,
      project: typeof file.foundry.project === "string" ? { name: file.foundry.project } : file.foundry.project,
    },
    clients: file.clients,
    backend: { type, settings },
  };
}

function expectedConnections(file: DeploymentFileInput, names: readonly string[]): Connection[] {
  return Object.keys(file.connections)
    .sort()
    .flatMap((key) => {
      const connection = file.connections[key];
      if (connection === undefined) return [];
      const { groups, scopes } = connection;
      const references =
        groups === "everyone" ? groups : groups.map((group) => (typeof group === "string" ? { name: group } : group));
      return [{ key, scopes: names.filter((name) => scopes.includes(name)), groups: references }];
    });
}
