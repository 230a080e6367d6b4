import { requirementsOf } from "./requirement";

/** What a person experiences when a deployment is right. */
export const storyRequirements = requirementsOf({
  "story.one-consent-link": {
    source: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
    sentence: "The first question of a person is answered with one consent link.",
  },
});
