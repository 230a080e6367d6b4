import { requirementsOf } from "./requirement";

/** What an MCP server that is a protected resource does. */
export const serverRequirements = requirementsOf({
  "server.no-token-challenged": {
    source: "https://www.rfc-editor.org/rfc/rfc9728#section-5.1",
    sentence:
      "A request without a token is answered with 401 and a challenge that names the protected resource metadata.",
  },
});
