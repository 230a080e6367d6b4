/** SARIF 2.1.0, judged by Microsoft's validator. */
import { describe, expect, it } from "@jest/globals";
import type { Log } from "sarif";
import { sarif } from "../../../checks/report/sarif";
import { rules } from "../../../checks/rules";
import { emptyReport, reportOfEverything } from "../../support/reports";
import { validated } from "../../support/sarif-validator";

describe("sarif", () => {
  const log = JSON.parse(sarif(reportOfEverything())) as Log;
  const results = log.runs[0]?.results ?? [];

  it("passes Microsoft's validator", async () => {
    expect(await validated(sarif(reportOfEverything()))).not.toContainEqual(expect.stringMatching(/error/));
    expect(await validated(sarif(emptyReport()))).toEqual([]);
  }, 60_000);

  it("is seen to fail there where it is wrong", async () => {
    const broken = sarif(reportOfEverything())
      .replace('"ruleIndex": 0', '"ruleIndex": 9999')
      .replaceAll('"startLine": 12', '"startLine": 0');
    expect(await validated(broken)).toContainEqual(expect.stringMatching(/error/));
  }, 60_000);

  it("has help for every rule", () => {
    const whole = JSON.parse(sarif({ ...emptyReport(), rules })) as Log;
    const described = whole.runs[0]?.tool.driver.rules ?? [];
    expect(described.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    for (const rule of described)
      expect(rule).toMatchObject({ help: { text: expect.any(String) }, helpUri: expect.any(String) });
  });

  it("tells failures, what is undecided and what is accepted apart", () => {
    const kinds = results.map(({ ruleId, kind = "fail", level, suppressions }) =>
      [ruleId, kind, level, suppressions?.[0]?.justification].join(" ").trim(),
    );
    expect(kinds).toMatchInlineSnapshot(`
     [
       "connection-name-invalid fail error",
       "credentials-in-body fail warning",
       "connection-kind-wrong open none",
       "policy-inactive fail error It is being moved",
     ]
    `);
  });

  it("places results in the file and in the configuration", () => {
    const [location] = results.find(({ ruleId }) => ruleId === "connection-name-invalid")?.locations ?? [];
    expect(location).toEqual({
      physicalLocation: { artifactLocation: { uri: "infra/main.tf" }, region: { startLine: 12, startColumn: 3 } },
      logicalLocations: [{ fullyQualifiedName: "weather-dev/azapi_resource.connection.name", kind: "resource" }],
    });
  });
});
