/** What a broken system shows at the vendors' APIs to whoever looks: the evidence that a doctor needs. */
import { afterEach, expect, test } from "@jest/globals";
import { samples } from "../support/deployments";
import { brokenSystem, healthySystem, type SystemUnderDoctor } from "./support/broken-system";

let system: SystemUnderDoctor | undefined;

afterEach(async () => {
  await system?.close();
  system = undefined;
});

/** Reasons of failed grants, as Okta's log tells them to the deployer. */
async function reasons({ rehearsed, environment }: SystemUnderDoctor): Promise<readonly unknown[]> {
  const filter = 'eventType sw "app.oauth2.as" and outcome.result eq "FAILURE"';
  const url = `https://example.okta.com/api/v1/logs?filter=${encodeURIComponent(filter)}`;
  const headers = { authorization: `SSWS ${environment["OKTA_API_TOKEN"] ?? ""}` };
  const response = await rehearsed.terraform.cloud.fetch(url, { headers });
  const events = (await response.json()) as readonly { readonly outcome: { readonly reason: unknown } }[];
  return events.map(({ outcome }) => outcome.reason);
}

const deployment = samples.okta();
const [connection] = deployment.connections;

test("a person who tried a broken connection is in the log", async () => {
  if (connection === undefined) throw new Error("no connection");
  system = await brokenSystem({ name: "policy-rule-scope-missing", deployment, connection });
  expect(new Set(await reasons(system))).toEqual(new Set(["no_matching_policy"]));
});

test("a healthy system that was tried has no failed grants", async () => {
  system = await healthySystem(deployment);
  expect(await reasons(system)).toEqual([]);
  expect(system.rehearsed.told.some((line) => line.includes("consent link"))).toBe(true);
});

test("a system that nobody has tried has an empty log", async () => {
  if (connection === undefined) throw new Error("no connection");
  system = await brokenSystem({ name: "policy-rule-scope-missing", deployment, connection }, { untried: true });
  expect(await reasons(system)).toEqual([]);
});
