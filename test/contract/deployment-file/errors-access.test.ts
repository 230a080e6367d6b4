/** What a person reads where scopes, tools, connections, groups and clients do not fit each other. */
import { describe, expect, test } from "@jest/globals";

import { edited, entraText, oktaText, said } from "./sample-text";

const okta = (part: string, by: string) => said(edited(oktaText, part, by));
const entra = (part: string, by: string) => said(edited(entraText, part, by));

const guid = "3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b";

test("the texts that are edited here are valid", () => {
  expect(said(oktaText)).toBe("valid");
  expect(said(entraText)).toBe("valid");
});

describe("scopes", () => {
  test("unknown in a connection, near a known one", () =>
    expect(okta("scopes: [weather.read], groups", "scopes: [wether.read], groups")).toMatchInlineSnapshot(
      `"12:30  connections.weather-reader.scopes[0] is "wether.read", which is no scope of this file; it takes "weather.read", "weather.alert". Did you mean "weather.read"?"`,
    ));
  test("unknown in a connection, near nothing", () =>
    expect(okta("scopes: [weather.read], groups", "scopes: [weather.read, admin], groups")).toMatchInlineSnapshot(
      `"12:44  connections.weather-reader.scopes[1] is "admin", which is no scope of this file; it takes "weather.read", "weather.alert"."`,
    ));
  test("in another case", () =>
    expect(okta("scopes: [weather.read], groups", "scopes: [Weather.Read], groups")).toMatchInlineSnapshot(
      `"12:30  connections.weather-reader.scopes[0] is "Weather.Read", which is no scope of this file; it takes "weather.read", "weather.alert". Did you mean "weather.read"?"`,
    ));
  test("qualified as Entra requests it", () =>
    expect(
      entra("scopes: [weather.read], groups", `scopes: ["api://${guid}/weather/weather.read"], groups`),
    ).toMatchInlineSnapshot(
      `"11:30  connections.weather-reader.scopes[0] is "api://3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b/weather/weather.read", which is no scope of this file; it takes "weather.read", "weather.alert". Did you mean "weather.read"?"`,
    ));
  test("protocol scope requested", () =>
    expect(
      okta("scopes: [weather.read], groups", "scopes: [weather.read, offline_access], groups"),
    ).toMatchInlineSnapshot(
      `"12:44  "offline_access" is a scope of OpenID Connect, not of the MCP server. Remove it: openid and offline_access are requested without being written."`,
    ));
  test("twice in a connection", () =>
    expect(
      okta("scopes: [weather.read], groups", "scopes: [weather.read, weather.read], groups"),
    ).toMatchInlineSnapshot(
      `"12:44  "weather.read" stands twice in this list, first in line 12. Remove one of the two."`,
    ));
  test("no list", () =>
    expect(okta("scopes: [weather.read], groups", "scopes: weather.read, groups")).toMatchInlineSnapshot(
      `"12:29  connections.weather-reader.scopes is "weather.read"; it takes a list of names of scopes. Write it as a list: ["weather.read"]."`,
    ));
  test("none in a connection", () =>
    expect(okta("scopes: [weather.read], groups", "scopes: [], groups")).toMatchInlineSnapshot(
      `"12:21  connections.weather-reader.scopes is an empty list; it takes a list of names of scopes with at least one entry."`,
    ));
  test("requested by nobody", () =>
    expect(okta("[weather.read, weather.alert]", "[weather.read]")).toMatchInlineSnapshot(
      `"10:3  No connection requests the scope "weather.alert", so nobody could call its tools. Add it to scopes of "weather-reader", "weather-editor", or remove it."`,
    ));
  test("protocol scope declared", () =>
    expect(okta("weather.alert: {", "profile: {")).toMatchInlineSnapshot(`
     "10:3  "profile" is a scope of OpenID Connect, not of the MCP server. Remove it: openid and offline_access are requested without being written.
     13:44  connections.weather-editor.scopes[1] is "weather.alert", which is no scope of this file; it takes "weather.read", "profile". Did you mean "weather.read"?"
    `));
  test("differing in case only", () =>
    expect(okta("weather.alert: {", "Weather.Read: {")).toMatchInlineSnapshot(`
     "10:3  The scope "Weather.Read" differs only in case from "weather.read" (deployments/test.yaml:9), and Entra compares scopes without case. Rename one of the two.
     10:3  No connection requests the scope "Weather.Read", so nobody could call its tools. Add it to scopes of "weather-reader", "weather-editor", or remove it.
     13:44  connections.weather-editor.scopes[1] is "weather.alert", which is no scope of this file; it takes "weather.read", "Weather.Read". Did you mean "weather.read"?"
    `));
  test("with a space", () =>
    expect(okta("weather.alert: {", "weather alert: {")).toMatchInlineSnapshot(`
     "10:3  The key "weather alert" cannot stand here; it takes letters, digits and . _ : - as the name of a scope, beginning with a letter, digit or _, at most 120 characters. Did you mean "weather-alert"?
     10:3  No connection requests the scope "weather alert", so nobody could call its tools. Add it to scopes of "weather-reader", "weather-editor", or remove it.
     13:44  connections.weather-editor.scopes[1] is "weather.alert", which is no scope of this file; it takes "weather.read", "weather alert". Did you mean "weather alert"?"
    `));
  test("that means all of them in an Okta policy rule", () =>
    expect(okta("weather.alert: {", '"*": {')).toMatchInlineSnapshot(`
     "10:3  The key "*" cannot stand here; it takes letters, digits and . _ : - as the name of a scope, beginning with a letter, digit or _, at most 120 characters.
     10:3  No connection requests the scope "*", so nobody could call its tools. Add it to scopes of "weather-reader", "weather-editor", or remove it.
     13:44  connections.weather-editor.scopes[1] is "weather.alert", which is no scope of this file; it takes "weather.read", "*". Did you mean "weather.read"?"
    `));
  test("with the dot that Entra keeps for .default", () =>
    expect(okta("weather.alert: {", ".default: {")).toMatchInlineSnapshot(`
     "10:3  The key ".default" cannot stand here; it takes letters, digits and . _ : - as the name of a scope, beginning with a letter, digit or _, at most 120 characters.
     10:3  No connection requests the scope ".default", so nobody could call its tools. Add it to scopes of "weather-reader", "weather-editor", or remove it.
     13:44  connections.weather-editor.scopes[1] is "weather.alert", which is no scope of this file; it takes "weather.read", ".default". Did you mean "weather.read"?"
    `));
  test("without tools", () =>
    expect(okta("tools: [publish_alert]", "tools: []")).toMatchInlineSnapshot(
      `"10:49  scopes["weather.alert"].tools is an empty list; it takes a list of names of tools with at least one entry."`,
    ));
  test("tool under two scopes", () =>
    expect(okta("[publish_alert]", "[publish_alert, get_forecast]")).toMatchInlineSnapshot(
      `"10:72  The tool "get_forecast" stands under the scope "weather.alert" and under "weather.read" (deployments/test.yaml:9); a tool requires one scope. Remove it from one of the two."`,
    ));
  test("tool twice under one scope", () =>
    expect(okta("[publish_alert]", "[publish_alert, publish_alert]")).toMatchInlineSnapshot(
      `"10:72  "publish_alert" stands twice in this list, first in line 10. Remove one of the two."`,
    ));
  test("without description", () =>
    expect(okta("description: Publish alerts, ", "")).toMatchInlineSnapshot(
      `"10:3  scopes["weather.alert"].description is missing; it takes a text for the person who consents."`,
    ));
  test("none at all", () => {
    const text = edited(
      oktaText,
      "  weather.read: { description: Read forecasts, tools: [get_forecast] }\n  weather.alert: { description: Publish alerts, tools: [publish_alert] }\n",
      "",
    );
    expect(said(edited(text, "scopes:\n", "scopes: {}\n"))).toMatchInlineSnapshot(`
     "8:1  scopes is an empty map; it takes at least one scope.
     10:30  connections.weather-reader.scopes[0] is "weather.read", which is no scope of this file; the file declares none.
     11:30  connections.weather-editor.scopes[0] is "weather.read", which is no scope of this file; the file declares none.
     11:44  connections.weather-editor.scopes[1] is "weather.alert", which is no scope of this file; the file declares none."
    `);
  });
});

describe("connections", () => {
  test("without groups", () =>
    expect(okta("scopes: [weather.read], groups: everyone", "scopes: [weather.read]")).toMatchInlineSnapshot(
      `"12:3  connections.weather-reader.groups is missing; it takes "everyone", or a list of groups such as [Forecasters]."`,
    ));
  test("empty groups", () =>
    expect(okta("[Forecasters]", "[]")).toMatchInlineSnapshot(
      `"13:60  connections.weather-editor.groups is an empty list; it takes a list of groups with at least one entry."`,
    ));
  test("everyone in a list", () =>
    expect(okta("[Forecasters]", "[everyone]")).toMatchInlineSnapshot(
      `"13:69  connections.weather-editor.groups[0] is "everyone" in a list of groups. Write groups: everyone, without a list; a group that has this name is written as { id: … }."`,
    ));
  test("a group twice", () =>
    expect(okta("[Forecasters]", "[Forecasters, Editors, Forecasters]")).toMatchInlineSnapshot(
      `"13:91  "Forecasters" stands twice in this list, first in line 13. Remove one of the two."`,
    ));
  test("an Entra id on Okta", () =>
    expect(okta("[Forecasters]", `[{ id: ${guid} }]`)).toMatchInlineSnapshot(
      `"13:75  connections.weather-editor.groups[0].id is "3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b"; it takes the id of an Okta group, such as 00g1a2b3c4D5e6F7g8h9."`,
    ));
  test("an Okta id on Entra", () =>
    expect(entra("[Forecasters]", "[{ id: 00g1a2b3c4D5e6F7g8h9 }]")).toMatchInlineSnapshot(
      `"12:75  connections.weather-editor.groups[0].id is "00g1a2b3c4D5e6F7g8h9"; it takes the object id of an Entra group: a GUID in lower case."`,
    ));
  test("a group by an unknown key", () =>
    expect(okta("[Forecasters]", "[{ name: Forecasters }]")).toMatchInlineSnapshot(`
     "13:69  connections.weather-editor.groups[0].id is missing; it takes the id of a group: letters, digits and hyphens.
     13:71  Unknown key "name" in connections.weather-editor.groups[0]. Allowed here: id."
    `));
  test("key too long for Foundry", () =>
    expect(okta("weather-reader:", "weather-reader-for-everyone:")).toMatchInlineSnapshot(
      `"12:3  The key "weather-reader-for-everyone" cannot stand here; it takes lower-case letters, digits and single hyphens, beginning with a letter, ending with a letter or digit, at most 26 characters."`,
    ));
  test("key of 26 characters", () => expect(okta("weather-reader:", `${"a".repeat(26)}:`)).toBe("valid"));
  test("key with an underscore", () =>
    expect(okta("weather-reader:", "weather_reader:")).toMatchInlineSnapshot(
      `"12:3  The key "weather_reader" cannot stand here; it takes lower-case letters, digits and single hyphens, beginning with a letter, ending with a letter or digit, at most 26 characters. Did you mean "weather-reader"?"`,
    ));
  test("agent name too long", () => {
    const text = edited(oktaText, "name: weather-okta", "name: weather-for-all-the-departments-of-acme");
    expect(said(edited(text, "weather-reader:", "weather-for-everyone-there:"))).toMatchInlineSnapshot(
      `"12:3  name, environment and the connection's key form the agent name "weather-for-all-the-departments-of-acme-dev-weather-for-everyone-there", 70 characters; it takes at most 63. Shorten one of them by 7."`,
    );
  });
  test("Okta client id too short", () => {
    const short = edited(edited(oktaText, "name: weather-okta", "name: a"), "environment: dev", "environment: b");
    expect(said(edited(short, "weather-reader:", "c:"))).toMatchInlineSnapshot(
      `"12:3  name, environment and the connection's key form the Okta client id "a-b-c", 5 characters; it takes at least 6. Lengthen one of them."`,
    );
  });
  test("none", () =>
    expect(
      said(
        `${oktaText.slice(0, oktaText.indexOf("connections:"))}connections: {}\n${oktaText.slice(oktaText.indexOf("azure:"))}`,
      ),
    ).toMatchInlineSnapshot(`"11:1  connections is an empty map; it takes at least one connection."`));
});

describe("clients, secrets and principals", () => {
  test("lifetime on Okta", () =>
    expect(okta("backend:", "secrets: { lifetimeDays: 90 }\nbackend:")).toMatchInlineSnapshot(
      `"24:26  secrets.lifetimeDays is 90, and an Okta client secret never expires. Remove it; secrets.rotation brings new secrets."`,
    ));
  test("lifetime on Entra", () => expect(entra("backend:", "secrets: { lifetimeDays: 90 }\nbackend:")).toBe("valid"));
  test("lifetime beyond two years", () =>
    expect(entra("backend:", "secrets: { lifetimeDays: 900 }\nbackend:")).toMatchInlineSnapshot(
      `"23:26  secrets.lifetimeDays is 900; it takes a whole number from 1 to 730."`,
    ));
  test("Visual Studio Code on Okta", () =>
    expect(okta("backend:", "clients: { vscode: true }\nbackend:")).toMatchInlineSnapshot(
      `"24:20  clients.vscode is true; on Okta it takes false, because Visual Studio Code has no client there."`,
    ));
  test("Visual Studio Code for nobody", () =>
    expect(
      said(
        edited(
          edited(entraText, "groups: everyone", "groups: [Staff]"),
          "backend:",
          "clients: { vscode: true }\nbackend:",
        ),
      ),
    ).toMatchInlineSnapshot(
      `"23:20  clients.vscode is true, and no connection is for everyone: Visual Studio Code is admitted for the scopes of those connections only. Write false, or groups: everyone in a connection."`,
    ));
  test("Visual Studio Code for everyone", () =>
    expect(entra("backend:", "clients: { vscode: true }\nbackend:")).toBe("valid"));
  test("a principal among users and deployers", () =>
    expect(
      okta("[{ group: Weather users }]", `[{ id: ${guid}, type: User }]\n  deployers: [{ id: ${guid}, type: User }]`),
    ).toMatchInlineSnapshot(
      `"24:21  The principal "3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b" has the role Foundry User already by deployments/test.yaml:23, and Azure refuses to assign a role twice. Remove one of the two."`,
    ));
});
