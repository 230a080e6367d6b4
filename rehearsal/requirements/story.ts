import { requirementsOf } from "./requirement";

const foundry = "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication";
const mcpAuthorization = "https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization";

/** What people experience where a deployment is right, in the order of the story. */
export const storyRequirements = requirementsOf({
  "story.one-consent-link": {
    source: foundry,
    sentence:
      "The first question of a person is answered with one consent link, and no second one comes after sign-in.",
  },
  "story.tools-listed": {
    source: foundry,
    sentence: "After sign-in the agent lists exactly the tools that its connection allows.",
  },
  "story.called-as-person": {
    source: foundry,
    sentence: "The agent calls a tool, and the server knows the person who asked.",
  },
  "story.no-second-consent": {
    source: foundry,
    sentence: "A later question of the same person is answered without a consent link.",
  },
  "story.second-person": {
    source: foundry,
    sentence: "Another person gets a consent link of their own, and the server knows that person.",
  },
  "story.outsider-refused": {
    source: foundry,
    sentence: "Somebody outside the groups is refused by the identity provider, and no tool answers.",
  },
  "story.refreshed": {
    source: "https://www.rfc-editor.org/rfc/rfc6749#section-6",
    sentence: "After the access token has expired the agent goes on with a refreshed one, and nobody is asked.",
  },
  "story.foreign-tool-refused": {
    source: mcpAuthorization,
    sentence: "A tool whose scope the connection does not request is refused to its token.",
  },
  "story.secret-rotated": {
    source: foundry,
    sentence: "After a rotation of the secret the person consents once more, and the tools answer again.",
  },
});
