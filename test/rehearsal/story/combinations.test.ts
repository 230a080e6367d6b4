/** The whole story, for every combination of identity provider, hosting and gate that is allowed. */
import { afterEach, expect, test } from "@jest/globals";
import { tellRotation, tellStory } from "../../../rehearsal/story/story";
import { storyRequirements } from "../../../rehearsal/requirements/story";
import { changed, combinations, samples, served } from "../../support/deployments";
import { rehearsed, type Rehearsed } from "../../support/rehearsed";

let running: Rehearsed | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

test.each(combinations)("%s, %s, gate %s", async (provider, hosting, gate) => {
  const deployment = served(samples[provider](), { hosting, gate });
  const rotated = changed(deployment, { secrets: { ...deployment.secrets, rotation: 2 } });
  running = await rehearsed(deployment);
  const verdicts = [];
  for (const connection of await running.connections(deployment)) {
    verdicts.push(...(await tellStory(connection, running.stage)));
  }
  await running.terraform.applied(rotated);
  for (const connection of await running.connections(rotated)) {
    verdicts.push(...(await tellRotation(connection, running.stage)));
  }
  const failed = verdicts.flatMap(({ step, connection, failures }) =>
    failures.map((failure) => `${step} ${connection.key}: ${failure}`),
  );
  expect(failed.map((each) => `${each}\n${running?.told.join("\n") ?? ""}`)).toEqual([]);
  // Only a file with several tiers has a tool that another tier may not call.
  const steps = new Set(verdicts.map(({ step }) => step));
  const missing = Object.keys(storyRequirements).filter((step) => !(steps as ReadonlySet<string>).has(step));
  expect(missing).toEqual(provider === "okta" ? [] : ["story.foreign-tool-refused"]);
});
