/** Every fault on the wire: what the person experiences is what the fault's data says, and somebody logged why. */
import { afterEach, expect, test } from "@jest/globals";
import { faultNamed, stepBrokenBy } from "../../../rehearsal/faults";
import { tellStory } from "../../../rehearsal/story/story";
import { settingOf } from "../../../scripts/start/setting";
import { broken, faultCases } from "../../support/broken";
import type { Rehearsed } from "../../support/rehearsed";

let running: Rehearsed | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

test.each(faultCases())("$name at $provider", async ({ name, deployment, connection }) => {
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
});
