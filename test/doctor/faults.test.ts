/**
 * Every fault on the wire, in random order: what people experience is what the fault's data says; and a doctor, in a process of its own
 * that is told nothing of the fault, names the layer.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { Deployment } from "../../contract/deployment";
import type { JsonExamination } from "../../doctor/report/json";
import { faultNamed, faultNames, stepBrokenBy } from "../../rehearsal/faults";
import { tellStory } from "../../rehearsal/story/story";
import { settingOf } from "../../scripts/start/setting";
import { broken, breakableDeployments, faultCases, type FaultCase } from "../support/broken";
import { projectFolder, runCommand } from "../support/command";
import { rehearsed, type Rehearsed } from "../support/rehearsed";
import { inTemporaryFolder } from "../support/temporary-folder";

let running: Rehearsed | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** What the doctor says of a system; the server's own log is all that it is given. */
async function examined(system: Rehearsed, { file, server }: Deployment): Promise<JsonExamination["diagnosis"]> {
  return inTemporaryFolder(async (folder) => {
    const log = join(folder, "server.log");
    const own = new Set(["gate", "functions host", "server"]);
    const lines = system.stage.journal.entries().filter(({ party }) => own.has(party));
    writeFileSync(log, lines.map(({ outcome, text }) => `${JSON.stringify({ outcome, text })}\n`).join(""));
    const chosen = join(folder, "deployment.yaml");
    writeFileSync(chosen, JSON.stringify({ extends: join(projectFolder, file), server }));
    const args = ["--import", "tsx", join(projectFolder, "scripts", "passthrough.ts"), "doctor", chosen];
    const { stdout, stderr } = await runCommand(process.execPath, [...args, "--log", log, "--format", "json"], {
      env: system.terraform.environment,
    });
    expect(stderr).toBe("");
    return (JSON.parse(stdout) as JsonExamination).diagnosis;
  });
}

/** Another order in every run: what one system leaves behind must not lead a doctor in the next. */
function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

/**
 * Every fault once, the identity providers in turn where a fault can happen at both; with EVERY_PROVIDER=1 at both.
 */
function chosenCases(): readonly FaultCase[] {
  const all = faultCases();
  if (process.env["EVERY_PROVIDER"] === "1") return all;
  return faultNames.flatMap((name, index) => {
    const fitting = all.filter((each) => each.name === name);
    return fitting[index % fitting.length] ?? [];
  });
}

test.each(shuffled(chosenCases()))("$name at $provider", async ({ name, deployment, connection }) => {
  const fault = faultNamed(name);
  running = await broken({ name, deployment, connection });
  const all = await running.connections(deployment);
  const [subject] = all.filter(({ key }) => key === connection.key);
  if (subject === undefined) throw new Error("no such connection");
  const failed = (await tellStory(subject, running.stage)).filter(({ failures }) => failures.length > 0);
  expect({ step: failed[0]?.step, told: running.told }).toEqual({
    step: stepBrokenBy(fault, settingOf(deployment, connection)),
    told: running.told,
  });
  const { verdict, sentence } = await examined(running, deployment);
  expect({ verdict, sentence }).toEqual({
    verdict: "broken",
    sentence: expect.stringMatching(new RegExp(`^The layer "${fault.layer}" is broken: `)),
  });
});

describe("a system in which nothing is wrong", () => {
  test.each(breakableDeployments())("$identity.provider, gate $server.gate", async (deployment) => {
    running = await rehearsed(deployment);
    for (const connection of await running.connections(deployment)) await tellStory(connection, running.stage);
    expect(await examined(running, deployment)).toMatchObject({ verdict: "healthy", fixes: [] });
  });
});
