/** The official MCP conformance suite judges the example server. It knows no tokens, so a proxy on loopback adds one. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@jest/globals";
import { useServer } from "../examples/support/suite";
import { inTemporaryFolder } from "../support/temporary-folder";
import { conformanceScenarios, conformanceVersion, type Outcome } from "./conformance-scenarios";
import { judged } from "./support/judge";
import { TokenProxy } from "./support/token-proxy";

const suite = useServer();

/** One check of a scenario, as the suite writes it down. */
interface Check {
  readonly status: "SUCCESS" | "FAILURE" | "WARNING" | "INFO" | "SKIPPED";
}

/** What came of every scenario, by its name. */
function outcomes(folder: string): Readonly<Record<string, Outcome>> {
  return Object.fromEntries(
    readdirSync(folder).map((result) => {
      const [, name = result] = /^server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/.exec(result) ?? [];
      const checks = JSON.parse(readFileSync(join(folder, result, "checks.json"), "utf8")) as readonly Check[];
      const has = (status: Check["status"]): boolean => checks.some((check) => check.status === status);
      return [name, has("FAILURE") ? "fails" : has("SUCCESS") ? "passes" : "undecided"];
    }),
  );
}

judged("PASSTHROUGH_CONFORMANCE", "every server scenario ends as the list says", async ({ version, run }) => {
  expect(version).toBe(conformanceVersion);
  const token = await suite.issuer.token({ scp: ["weather.read", "weather.alert"] });
  const proxy = await TokenProxy.start(suite.server.port, token);
  try {
    await inTemporaryFolder(async (folder) => {
      const results = join(folder, "results");
      const args = ["server", "--url", proxy.endpoint, "--suite", "all", "--output-dir", results];
      const { stderr } = await run(args, { folder });
      expect(stderr).toBe("");
      expect(outcomes(results)).toEqual(
        Object.fromEntries(Object.entries(conformanceScenarios).map(([name, { outcome }]) => [name, outcome])),
      );
    });
  } finally {
    await proxy.close();
  }
});
