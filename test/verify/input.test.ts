/** What a person gives a verification, and what is refused before anybody is asked. */
import { describe, expect, it } from "@jest/globals";
import { formContract } from "../../contract/contract";
import type { Deployment } from "../../contract/deployment";
import { CannotVerify } from "../../scripts/verify/errors";
import { connectionOf, endpointOf, questionFor, seconds } from "../../scripts/verify/options";
import { peopleWhoAsk } from "../../scripts/verify/sign-in";
import { changed, samples } from "../support/deployments";
import { tokenFor } from "./support/foundry";

const { tenantId } = samples.okta().azure;
const contract = formContract(samples.okta());
const ada = tokenFor("ada@example.com");
const grace = tokenFor("grace@example.com");

describe("the tokens", () => {
  it("are of one person, or of two", async () => {
    const environment = { FOUNDRY_TOKEN: ` ${ada}\n`, FOUNDRY_TOKEN_SECOND: grace };
    expect(await peopleWhoAsk(tenantId, false, environment)).toMatchObject([{ login: "ada@example.com" }]);
    expect(await peopleWhoAsk(tenantId, true, environment)).toMatchObject([
      { login: "ada@example.com", displayName: "ada", token: ada },
      { login: "grace@example.com", objectId: "oid-of-grace@example.com" },
    ]);
  });

  it.each<readonly [string, string, string | undefined, RegExp]>([
    ["a text that is no token", "planted-token", undefined, /^FOUNDRY_TOKEN holds no token of Entra/],
    ["a token without claims", "e30.e30.e30", undefined, /^FOUNDRY_TOKEN holds no token of Entra/],
    ["one whose claims are no JSON", "e30.planted.e30", undefined, /^FOUNDRY_TOKEN holds no token of Entra/],
    ["an application's", tokenFor("app", { idtyp: "app" }), undefined, /one user for everybody/],
    ["one that names no kind", tokenFor("app", { idtyp: undefined, scp: undefined }), undefined, /one user/],
    ["one for another API", tokenFor("ada", { aud: "https://graph.microsoft.com" }), undefined, /"https:\/\/graph/],
    [
      "one of another tenant",
      tokenFor("ada", { tid: "elsewhere" }),
      undefined,
      /tenant "elsewhere".*`az login --tenant/,
    ],
    ["nobody else", ada, "", /SECOND_AZURE_CONFIG_DIR.*FOUNDRY_TOKEN_SECOND/],
    ["an application beside a person", ada, tokenFor("app", { idtyp: "app" }), /one user for everybody/],
    ["the same person twice", ada, ada, /^Both tokens are of "ada@example\.com"/],
  ])("are refused: %s", async (_what, first, second, said) => {
    const environment = { FOUNDRY_TOKEN: first, FOUNDRY_TOKEN_SECOND: second };
    const refusal: unknown = await peopleWhoAsk(tenantId, second !== undefined, environment).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(CannotVerify);
    expect((refusal as Error).message).toMatch(said);
    expect((refusal as Error).message).not.toMatch(/eyJ|planted/);
  });

  it("may name the audience with a slash at its end, and the kind by the scopes alone", async () => {
    const token = tokenFor("ada", { aud: "https://ai.azure.com/", idtyp: undefined });
    expect(await peopleWhoAsk(tenantId.toUpperCase(), false, { FOUNDRY_TOKEN: token })).toHaveLength(1);
  });
});

describe("the connection and the tool", () => {
  it("are the first, and one that reads", () => {
    const connection = connectionOf(contract, undefined);
    expect(connection.key).toBe("weather-editor");
    expect(questionFor(connection, {})).toEqual({
      tool: "get_forecast",
      text: "Please get forecast for Oslo, with your tool get_forecast.",
    });
  });

  it("are those that were chosen", () => {
    const connection = connectionOf(contract, "weather-editor");
    expect(questionFor(connection, { tool: "publish_alert", question: "Warn Oslo." })).toEqual({
      tool: "publish_alert",
      text: "Warn Oslo.",
    });
    expect(questionFor({ ...connection, allowedTools: ["getter", "write_it"] }, {}).tool).toBe("getter");
  });

  it("are refused where there are none such", () => {
    expect(() => connectionOf(contract, "nope")).toThrow(
      /"nope"\. Connections are "weather-editor", "weather-reader"\./,
    );
    const reader = connectionOf(contract, "weather-reader");
    expect(() => questionFor(reader, { tool: "publish_alert" })).toThrow(
      /opens no tool "publish_alert".*"get_forecast"/,
    );
    expect(() => seconds("soon")).toThrow(CannotVerify);
    expect(() => seconds("0")).toThrow(CannotVerify);
    expect(seconds("60")).toBe(60);
  });
});

describe("the address of the project", () => {
  const subscription = "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/rg";
  const account = `${subscription}/providers/Microsoft.CognitiveServices/accounts/own-account`;
  const withFoundry = (foundry: Partial<Deployment["foundry"]>): string =>
    endpointOf(formContract(changed(samples.okta(), { foundry: { ...samples.okta().foundry, ...foundry } })), {});

  it("follows from the deployment file, whatever that refers to", () => {
    const { foundryAccount } = contract.names;
    expect(endpointOf(contract, {})).toBe(`https://${foundryAccount}.services.ai.azure.com/api/projects/weather`);
    expect(withFoundry({ account })).toBe("https://own-account.services.ai.azure.com/api/projects/weather");
    expect(withFoundry({ project: { id: `${account}/projects/own` } })).toBe(
      "https://own-account.services.ai.azure.com/api/projects/own",
    );
  });

  it("may be given, for an account with another subdomain", () => {
    const projectEndpoint = "https://other.services.ai.azure.com/api/projects/weather/";
    expect(endpointOf(contract, { projectEndpoint })).toBe(projectEndpoint.slice(0, -1));
  });

  it.each([
    "http://other.services.ai.azure.com/api/projects/weather",
    "https://services.ai.azure.com.evil.example/api/projects/weather",
    "https://evil.example/.services.ai.azure.com/api/projects/weather",
    "https://user@other.services.ai.azure.com/api/projects/weather",
    "https://other.services.ai.azure.com/api/projects/weather?x=1",
    "nonsense",
  ])("is refused where a token must not go: %s", (projectEndpoint) => {
    expect(() => endpointOf(contract, { projectEndpoint })).toThrow(/tokens go nowhere else/);
  });
});
