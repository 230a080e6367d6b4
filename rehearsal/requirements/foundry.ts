import { requirementsOf } from "./requirement";

/** What Microsoft Foundry does when an agent uses a connection. */
export const foundryRequirements = requirementsOf({
  "foundry.consent-before-tools": {
    source: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
    sentence: "Before somebody has consented, the response holds a consent link instead of tools.",
  },
});
