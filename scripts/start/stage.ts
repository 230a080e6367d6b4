import { TokenEndpoint } from "../../rehearsal/foundry/runtime/token-endpoint";
import type { LocalCloud } from "../../rehearsal/local-cloud";
import { storyRequirements } from "../../rehearsal/requirements/story";
import { ownToken } from "../../rehearsal/story/own-token";
import type { Stage } from "../../rehearsal/story/story";
import type { StoryStep, Verdict } from "../../rehearsal/story/verdict";
import { switchSettings, type SwitchSettings } from "../../rehearsal/switches";
import type { Proof, Report } from "./report";

/**
 * The local cloud as the place of a story that is printed as it happens.
 * @param cloud the running cloud
 * @param report where it is printed
 * @param switches those of the cloud; the assumed answers by default
 * @param check called between the steps; throws where the story must end
 */
export function stageOf(
  cloud: LocalCloud,
  report: Pick<Report, "line">,
  switches: SwitchSettings = switchSettings(),
  check: () => void = () => undefined,
): Stage {
  const { fetch, clock, journal, resourceManager } = cloud;
  const endpoint = new TokenEndpoint({ outgoing: { fetch }, clock, switches });
  return {
    fetch,
    clock,
    journal,
    narrate: (line) => {
      check();
      report.line(`  ${line}`);
    },
    tokenInHand: (connection, person) => {
      const state = resourceManager.connections().find(({ name }) => name === connection.connectionName);
      if (state === undefined) throw new Error(`There is no connection ${JSON.stringify(connection.connectionName)}.`);
      return ownToken(person, state, endpoint);
    },
  };
}

/** What the story has shown: one claim for each of its steps, with what went otherwise. */
export function proofsOf(verdicts: readonly Verdict[]): readonly Proof[] {
  const steps = Object.keys(storyRequirements) as StoryStep[];
  return steps.flatMap((step) => {
    const own = verdicts.filter((verdict) => verdict.step === step);
    const claim = storyRequirements[step].sentence.replace(/\.$/, "");
    if (own.length === 0) return [{ claim, failures: [], notShown: [] }];
    const failures = own.flatMap(({ connection, person, failures: each }) =>
      each.map((failure) => `${connection.stack}, ${connection.key}, ${person.displayName}: ${failure}`),
    );
    const notShown = [...new Set(own.flatMap((verdict) => verdict.notShown))];
    return [{ claim, failures, ...(notShown.length > 0 && { notShown }) }];
  });
}
