/** Logs as servers, hosts and the Azure command line write them. */
import { describe, expect, jest, test } from "@jest/globals";
import { logToStandardOutput } from "../../../examples/weather-server/log";
import { formContract } from "../../../contract/contract";
import { logQuery } from "../../../doctor/log/log-query";
import { readLog } from "../../../doctor/log/read-log";
import { samples } from "../../support/deployments";

/** A line as the example server writes it. */
function lineOf(reason: string, text = "Refused."): string {
  const lines: string[] = [];
  const written = jest.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  logToStandardOutput({ outcome: "refused", text, status: 401, reason, person: "ada@example.com" });
  written.mockRestore();
  return lines.join("").trim();
}

const symptomsOf = (text: string): readonly (string | undefined)[] =>
  readLog(text, "the log").map(({ symptom }) => symptom);

describe("what the example server refuses", () => {
  test.each([
    ["audience", "audience-refused"],
    ["issuer", "issuer-refused"],
    ["client", "client-not-allowed"],
    ["expired", "token-expired"],
    ["no-tool-permitted", "scope-refused"],
    ["tool-scope-missing", "scope-refused"],
  ])("%s", (reason, symptom) => {
    expect(symptomsOf(lineOf(reason))).toEqual([symptom]);
  });

  test("is told once, with how often, when last, and without who it was", () => {
    const [seen, ...more] = readLog([lineOf("audience"), lineOf("audience")].join("\n"), "server.log");
    expect(more).toEqual([]);
    expect(seen?.seen).toContain("2 times");
    expect(Date.parse(seen?.time ?? "")).not.toBeNaN();
    expect(JSON.stringify(seen)).not.toContain("ada@example.com");
  });
});

test("the array that the Azure command line prints", () => {
  const rows = [{ TableName: "PrimaryResult", TimeGenerated: "2026-11-24T12:00:00Z", Message: lineOf("issuer") }];
  const [seen] = readLog(JSON.stringify(rows), "standard input");
  expect(seen).toMatchObject({ symptom: "issuer-refused", at: "standard input" });
});

test("lines of the Functions host", () => {
  expect(symptomsOf("[2026-11-24T12:00:00Z] 0 functions found (Custom)")).toEqual(["functions-not-found"]);
});

test.each([
  ["nothing", ""],
  ["chatter", "Now listening on: http://0.0.0.0:80\nApplication started."],
  ["JSON of another form", '[1, null, {"Message": 3}]'],
  ["JSON that is cut off", '[{"Message": "x"'],
])("%s tells of no refusal", (_what, text) => {
  expect(symptomsOf(text)).toEqual([undefined]);
});

test("tokens and secrets that somebody logged are not told", () => {
  const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLXRoYXQtbm9ib2R5LW1heS1zZWU";
  const [seen] = readLog(lineOf("audience", `Refused ${token} and ${"k".repeat(50)}`), "the log");
  expect(seen?.symptom).toBe("audience-refused");
  expect(seen?.seen).not.toContain("eyJ");
  expect(seen?.seen).not.toContain("kkkk");
});

test("of a long log the last lines count", () => {
  const text = `${"chatter\n".repeat(200_000)}${lineOf("client")}\n`;
  expect(symptomsOf(text)).toEqual(["client-not-allowed"]);
});

test("the query names the workspace and the function app, and leads back to the doctor", () => {
  const contract = formContract(samples.okta());
  const query = logQuery(contract);
  expect(query).toContain("az monitor log-analytics query");
  expect(query).toContain(contract.names.functionApp);
  expect(query).toContain(`npx passthrough doctor ${contract.stackName} --log -`);
});
