import { describe, expect, test } from "@jest/globals";
import { valueAt } from "../../../rehearsal/terraform/attributes";
import { completeState } from "../../../rehearsal/terraform/plan/complete";
import { requiredReplacements } from "../../../rehearsal/terraform/plan/paths";
import { planChange, type Plan } from "../../../rehearsal/terraform/plan/plan-change";
import type { BlockSchema } from "../../../rehearsal/terraform/protocol/schema";
import { unknown, type Attributes, type ManagedResourceType } from "../../../rehearsal/terraform/resource-type";

const text = (how: "required" | "optional" | "computed") => ({ type: "string", [how]: true }) as const;

const schema: BlockSchema = {
  attributes: {
    id: { type: "string", optional: true, computed: true },
    name: text("required"),
    kind: text("optional"),
    note: text("optional"),
    stamp: text("computed"),
    hosts: { type: ["set", "string"], optional: true },
    secret: { type: "string", optional: true, writeOnly: true },
  },
  blocks: {
    model: {
      nesting: "list",
      maxItems: 1,
      block: { attributes: { name: text("required"), version: text("optional"), uid: text("computed") }, blocks: {} },
    },
    rule: { nesting: "set", block: { attributes: { key: text("required"), uid: text("computed") }, blocks: {} } },
  },
};

const nothing = () => Promise.reject(new Error("not called by a plan"));

const withoutUpdate: ManagedResourceType = {
  kind: "resource",
  type: "test_thing",
  replacedBy: ["name", "model.name", "hosts"],
  unknownAfterChangeOf: { stamp: ["kind"] },
  defaults: { kind: "plain" },
  create: nothing,
  read: nothing,
  delete: nothing,
};

const withUpdate: ManagedResourceType = { ...withoutUpdate, update: nothing };

const prior: Attributes = {
  id: "1",
  name: "a",
  kind: "plain",
  note: null,
  stamp: "s1",
  hosts: ["x", "y"],
  secret: null,
  model: [{ name: "m", version: "1", uid: "u1" }],
  rule: [{ key: "k", uid: "r1" }],
};

/** Plans as Terraform asks: the configuration, and the prior values of what it leaves out. */
function plan(configuration: Attributes, before?: Attributes, resource = withUpdate): Plan {
  const kept: Attributes = before === undefined ? {} : { id: valueAt(before, "id"), stamp: valueAt(before, "stamp") };
  const all = { model: [], rule: [], ...configuration };
  return planChange({
    resource,
    schema,
    prior: before,
    proposed: { ...kept, ...all },
    configuration: all,
    remembered: {},
  });
}

const same: Attributes = { name: "a", hosts: ["y", "x"], model: prior["model"] ?? [], rule: prior["rule"] ?? [] };

describe("a creation", () => {
  test("leaves what the provider computes unknown, in blocks too, and fills in defaults", () => {
    const { planned } = plan({ name: "a", model: [{ name: "m" }], rule: [{ key: "k" }] });
    expect(planned).toEqual({
      id: unknown,
      name: "a",
      kind: "plain",
      note: null,
      stamp: unknown,
      hosts: null,
      secret: null,
      model: [{ name: "m", version: null, uid: unknown }],
      rule: [{ key: "k", uid: unknown }],
    });
  });

  test("never plans a write-only value", () => {
    expect(plan({ name: "a", secret: "hidden" }).planned["secret"]).toBeNull();
  });
});

describe("an update", () => {
  test("of nothing plans nothing, whatever the order of a set", () => {
    const { planned, replacedBy } = plan(same, prior);
    expect(planned).toEqual({ ...prior, hosts: ["y", "x"] });
    expect(replacedBy).toEqual([]);
  });

  test("keeps a computed null null", () => {
    expect(plan(same, { ...prior, stamp: null }).planned["stamp"]).toBeNull();
  });

  test("keeps computed values, and makes those unknown that follow from the change", () => {
    expect(plan({ ...same, note: "n" }, prior).planned).toMatchObject({ id: "1", stamp: "s1" });
    expect(plan({ ...same, kind: "other" }, prior).planned).toMatchObject({ id: "1", stamp: unknown });
  });

  test("computes what is new in a set, and keeps what is old", () => {
    const rule = [
      { key: "new", uid: null },
      { key: "k", uid: "r1" },
    ];
    expect(plan({ ...same, rule }, prior).planned["rule"]).toEqual([
      { key: "new", uid: unknown },
      { key: "k", uid: "r1" },
    ]);
  });
});

describe("a replacement", () => {
  test.each<[string, Attributes, readonly string[]]>([
    ["another name", { name: "b" }, ["name"]],
    ["a name that is not known yet", { name: unknown }, ["name"]],
    ["another set", { hosts: ["x"] }, ["hosts"]],
    ["an attribute of a block", { model: [{ name: "other", version: "1", uid: "u1" }] }, ["model.name"]],
    ["no block any more", { model: [] }, ["model.name"]],
    ["an attribute of a block that is updated", { model: [{ name: "m", version: "2", uid: "u1" }] }, []],
    ["an attribute that is updated", { note: "n" }, []],
  ])("%s", (_, change, replacedBy) => {
    expect(plan({ ...same, ...change }, prior).replacedBy).toEqual(replacedBy);
  });

  test("follows from every change where the type has no update", () => {
    expect(plan({ ...same, note: "n" }, prior, withoutUpdate).replacedBy).toEqual(["note"]);
  });

  test("is reported at the attribute in the block", () => {
    const [path] = requiredReplacements(schema, ["model.name"], same, prior);
    expect(path?.steps).toEqual([{ attribute_name: "model" }, { element_key_int: 0 }, { attribute_name: "name" }]);
  });
});

describe("a state", () => {
  test("is completed from the plan, and holds nothing unknown and nothing write-only", () => {
    const planned: Attributes = { ...prior, id: unknown, stamp: unknown, secret: "hidden" };
    expect(completeState(schema, { id: "2" }, planned)).toEqual({ ...prior, id: "2", stamp: null });
  });

  test("keeps 'not set' where the API says empty, and the other way round", () => {
    expect(completeState(schema, { note: "", hosts: [] }, { ...prior, hosts: null })).toMatchObject({
      note: null,
      hosts: null,
    });
    expect(completeState(schema, { note: null }, { ...prior, note: "" })).toMatchObject({ note: "" });
    expect(completeState(schema, { note: "drift" }, prior)).toMatchObject({ note: "drift" });
  });
});
