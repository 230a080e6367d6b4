import { describe, expect, test } from "@jest/globals";
import type { JsonValue } from "../../../rehearsal/json";
import { mergeBodies, refreshBody } from "../../../rehearsal/terraform/azapi/bodies";
import { outputOf } from "../../../rehearsal/terraform/azapi/output";
import { planResource } from "../../../rehearsal/terraform/azapi/plan";
import { armResourceName } from "../../../rehearsal/terraform/azapi/resource-name";
import { bodyToSend, rememberSensitiveBody } from "../../../rehearsal/terraform/azapi/sensitive-body";
import { unknown, type Attributes, type PlannedChange } from "../../../rehearsal/terraform/resource-type";

const group = "/subscriptions/s/resourceGroups/rg";
const site = `${group}/providers/Microsoft.Web/sites/a`;

describe("the id that name, parent and type say", () => {
  test.each([
    ["Microsoft.Web/sites@2024-04-01", group, "a", site],
    ["Microsoft.Web/sites/config@2024-04-01", site, "authsettingsV2", `${site}/config/authsettingsV2`],
    ["Microsoft.Authorization/locks@2020-05-01", site, "l", `${site}/providers/Microsoft.Authorization/locks/l`],
  ])("%s", (type, parentId, name, id) => {
    expect(armResourceName({ type, parent_id: parentId, name }).id).toBe(id);
  });

  test("a type without an API version is refused", () => {
    expect(() => armResourceName({ type: "Microsoft.Web/sites", parent_id: group, name: "a" })).toThrow(
      '"Microsoft.Web/sites" is not of the form',
    );
  });
});

describe("bodies", () => {
  test("are merged deeply; arrays of another length and values replace, null stays to be sent", () => {
    const base = { a: { b: 1, c: 2 }, list: [{ x: 1, y: 1 }], other: [1, 2], gone: { d: 1 } };
    const over = { a: { b: 3 }, list: [{ x: 2 }], other: [3], gone: null };
    expect(mergeBodies(base, over)).toEqual({ a: { b: 3, c: 2 }, list: [{ x: 2, y: 1 }], other: [3], gone: null });
  });

  test("show drift of what they set, and of nothing else", () => {
    const known = { properties: { target: "x", key: "k", unsent: "u" } };
    const returned = { properties: { target: "drift", key: "***", more: 1 } };
    expect(refreshBody(known, returned, { ignoreCasing: false, ignoreMissing: true })).toEqual({
      properties: { target: "drift", key: "k", unsent: "u" },
    });
  });
});

describe("elements that have names", () => {
  const refresh = (known: readonly JsonValue[], returned: readonly JsonValue[]) =>
    refreshBody(known, returned, { ignoreCasing: false, ignoreMissing: true });
  const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];

  test("are the same by their name, in any order; new ones are added and those that are gone leave", () => {
    expect(refresh([a, { ...b, own: 1 }], [b, a])).toEqual([a, { ...b, own: 1 }]);
    expect(refresh([a, b], [c, b])).toEqual([b, c]);
  });
});

describe("output", () => {
  const found = { id: "i", properties: { hosts: [{ name: "h" }], url: "u", set: 1 } };

  test.each<[string, Parameters<typeof outputOf>[1], unknown]>([
    [
      "by names",
      { url: "properties.url", host: "properties.hosts[0].name", no: "a.b" },
      { url: "u", host: "h", no: null },
    ],
    ["by paths", ["properties.url", "properties.set"], { properties: { url: "u", set: 1 } }],
    ["of everything", ["*"], found],
    ["of what the API added", null, { id: "i", properties: { hosts: [{ name: "h" }], url: "u" } }],
  ])("%s", (_, wanted, output) => {
    expect(outputOf(found, wanted, { properties: { set: 1 } })).toEqual(output);
  });

  test("by an expression that is not understood is an error", () => {
    expect(() => outputOf(found, { x: "length(properties)" }, null)).toThrow('not "length(properties)"');
  });
});

describe("the plan of a change", () => {
  const secret = (value: string) => ({ properties: { credentials: { clientSecret: value } } });
  const prior: Attributes = {
    type: "T/t@1",
    body: { a: 1 },
    output: { url: "u" },
    location: "swedencentral",
    tags: null,
  };
  const remembered = rememberSensitiveBody({ configuration: { sensitive_body: secret("one") } });
  const change = (configuration: Attributes): PlannedChange => {
    const all = { ...prior, sensitive_body: secret("one"), ...configuration };
    return { prior, planned: { ...all, sensitive_body: null }, configuration: all, replacedBy: [], remembered };
  };

  test.each<[string, Attributes, unknown]>([
    ["nothing keeps the output", {}, { url: "u" }],
    ["the body makes it unknown", { body: { a: 2 } }, unknown],
    ["the API version makes it unknown", { type: "T/t@2" }, unknown],
    ["the sensitive body alone makes it unknown", { sensitive_body: secret("two") }, unknown],
    ["a sensitive body that is not known yet makes it unknown", { sensitive_body: { x: unknown } }, unknown],
    ["the sensitive body is gone", { sensitive_body: null }, unknown],
  ])("%s", (_, configuration, output) => {
    const { planned, replacedBy } = planResource(change(configuration));
    expect(planned["output"]).toEqual(output);
    expect(replacedBy).toEqual([]);
  });

  test("another type or place replaces, another spelling of the place does not", () => {
    expect(planResource(change({ type: "T/other@1" })).replacedBy).toEqual(["type"]);
    expect(planResource(change({ location: "westeurope" })).replacedBy).toEqual(["location"]);
    expect(planResource(change({ location: "Sweden Central" })).replacedBy).toEqual([]);
  });

  test("what is remembered tells the secret to nobody", () => {
    expect(JSON.stringify(remembered)).not.toContain("one");
  });
});

describe("the body that is sent", () => {
  const configuration: Attributes = {
    sensitive_body: { a: { secret: "s" } },
    sensitive_body_version: { "a.secret": "1" },
  };

  test("holds the sensitive body at creation, and on an update only where its version is another", () => {
    const planned: Attributes = { body: { a: { open: 1 } } };
    const sent = { a: { open: 1, secret: "s" } };
    expect(bodyToSend(planned, { configuration }, undefined)).toEqual(sent);
    expect(bodyToSend(planned, { configuration }, { sensitive_body_version: { "a.secret": "0" } })).toEqual(sent);
    expect(bodyToSend(planned, { configuration }, { sensitive_body_version: { "a.secret": "1" } })).toEqual({
      a: { open: 1 },
    });
  });
});
