import { expect } from "@jest/globals";
import { startLocalCloud } from "../../rehearsal/local-cloud";
import { requirement } from "../support/requirement";

requirement("management.own-clocks", async () => {
  const tenantId = "11111111-1111-4111-8111-111111111111";
  const empty = { groups: [], people: [] };
  const skew = -7 * 60_000;
  const cloud = await startLocalCloud({
    seed: {
      tenants: [{ ...empty, tenantId, subscriptionIds: [], principals: [], resources: [] }],
      organizations: [{ ...empty, host: "example.okta.com", authorizationServers: [] }],
    },
    identityProviderSkew: skew,
  });
  try {
    await cloud.clock.advance(3_600_000);
    const minutesOff = async (url: string): Promise<number> => {
      const response = await cloud.fetch(url);
      await response.arrayBuffer();
      return Math.abs(Math.round((Date.parse(response.headers.get("date") ?? "") - cloud.clock.now()) / 60_000));
    };
    const minutes = await Promise.all(
      [
        "https://example.okta.com/.well-known/openid-configuration",
        "https://example.okta.com/api/v1/apps",
        `https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration`,
        "https://graph.microsoft.com/v1.0/users",
        "https://management.azure.com/subscriptions?api-version=2022-12-01",
        "https://some-account.services.ai.azure.com/api/projects/some",
        "https://some-site.azurewebsites.net/mcp",
      ].map(minutesOff),
    );
    expect(minutes).toEqual([7, 7, 7, 7, 0, 0, 0]);
  } finally {
    await cloud.close();
  }
});
