import { requirementsOf } from "./requirement";

/** What the Functions host and Easy Auth do with a request. */
export const functionsRequirements = requirementsOf({
  "functions.no-token": {
    source: "https://learn.microsoft.com/azure/app-service/configure-authentication-mcp",
    sentence: "Easy Auth answers a request without a token with 401 and names the protected resource metadata.",
  },
});
