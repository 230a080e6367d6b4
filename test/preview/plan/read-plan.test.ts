/** Plans are read whatever they hold, or refused in one sentence. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { InputError } from "../../../checks/wiring/readers/input-error";
import { parsePlan, readPlanChanges } from "../../../preview/plan/read-plan";
import { render } from "../../../preview/render/render";
import { planJson } from "../support/plan-builder";
import { previewed } from "../support/previewed";

function read(more: Readonly<Record<string, unknown>>): ReturnType<typeof readPlanChanges> {
  return readPlanChanges(
    parsePlan(JSON.stringify({ format_version: "1.2", resource_changes: [], ...more }), "p"),
    "p",
    "p",
  );
}

function change(more: Readonly<Record<string, unknown>>, beside: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    address: "a.b",
    mode: "managed",
    type: "a",
    name: "b",
    change: { before: null, after: null, ...more },
    ...beside,
  };
}

describe("what happens to a resource", () => {
  test.each([
    [{ actions: ["create"] }, {}, { kind: "create" }],
    [{ actions: ["no-op"] }, {}, { kind: "none" }],
    [{ actions: ["no-op"] }, { previous_address: "a.c" }, { kind: "move", previousAddress: "a.c" }],
    [{ actions: ["no-op"], importing: { id: "x" } }, {}, { kind: "import" }],
    [{ actions: ["update"], importing: { id: "x" } }, {}, { kind: "update" }],
    [
      {
        actions: ["create", "delete"],
        replace_paths: [
          ["tags", "x y"],
          ["list", 0],
        ],
      },
      { action_reason: "replace_by_request" },
      {
        kind: "replace",
        createdFirst: true,
        replacedBy: ['tags["x y"]', "list[0]"],
        reason: "replace_by_request",
      },
    ],
    [{ actions: ["delete", "create"] }, {}, { kind: "replace", createdFirst: false }],
    [{ actions: ["delete"] }, { deposed: "abc" }, { kind: "delete", deposed: "abc" }],
    [{ actions: ["forget"] }, {}, { kind: "forget" }],
    [{ actions: ["read"] }, { mode: "data" }, { kind: "read", mode: "data" }],
  ])("%j %j", (inner, beside, expected) => {
    expect(read({ resource_changes: [change(inner, beside)] }).resources).toEqual([expect.objectContaining(expected)]);
  });
});

test("drift is told where the plan depends on what drifted", () => {
  const drift = change({ actions: ["update"], before: { a: 1, b: 1 }, after: { a: 2, b: 1 } });
  const told = (attribute: string): number =>
    read({ resource_drift: [drift], relevant_attributes: [{ resource: "a.b", attribute: [attribute] }] }).drift.length;
  expect([told("a"), told("b")]).toEqual([1, 0]);
});

describe("what is no plan is refused, and nothing of it is told", () => {
  test.each([
    ["PK\u0003\u0004 a binary plan with a secret", "It is not JSON. A plan file of Terraform is binary"],
    ['{"secret": "s3cr3t"', "It is not JSON"],
    ["[1]", "must be an object"],
    ['{"version": 4, "resources": []}', "and no plan"],
    ['{"format_version": "2.0", "resource_changes": []}', 'format_version is "2.0"'],
    ['{"format_version": "1.2", "resource_changes": 1}', "resource_changes must be a list of objects"],
    ['{"format_version": "1.2", "resource_changes": [{}]}', "address of a resource must be a text"],
    [
      '{"format_version": "1.2", "resource_changes": [{"address": "a.b", "type": "a"}]}',
      "change of a resource must be an object",
    ],
    [
      '{"format_version": "1.2", "resource_changes": [{"address": "a.b", "type": "a", "change": {"actions": 1}}]}',
      "actions of a change",
    ],
    ['{"format_version": "1.2", "resource_changes": [], "output_changes": []}', "output_changes must be an object"],
    ['{"format_version": "1.2", "resource_changes": [], "output_changes": {"a": 1}}', "the change of an output"],
  ])("%j", (text, said) => {
    const reading = (): unknown => readPlanChanges(parsePlan(text, "plan.json"), "p", "plan.json");
    expect(reading).toThrow(InputError);
    expect(reading).toThrow(said);
    expect(reading).not.toThrow("s3cr3t");
  });

  test("a plan that failed", async () => {
    await expect(previewed(planJson({}, { errored: true }))).rejects.toThrow("The plan says of itself that it failed");
  });

  test("a plan without a deployment", async () => {
    const empty = { format_version: "1.2", resource_changes: [] };
    await expect(previewed(empty)).rejects.toThrow("There is no deployment in it, neither before nor after.");
  });
});

test("damaged plans give a comment or one error, never anything else", async () => {
  const text = JSON.stringify(planJson({ "azapi_resource.site": { actions: ["update"], after: { body: { a: 1 } } } }));
  const count = containersOf(JSON.parse(text)).length;
  const value = fc.constantFrom<unknown>(null, [], {}, "text", 7, true, JSON.parse('{"__proto__":1}'));
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: count - 1 }), fc.nat(), value, async (container, member, damage) => {
      const damaged: unknown = JSON.parse(text);
      const [object, keys] = containersOf(damaged)[container] ?? [{}, []];
      object[keys[member % keys.length] ?? ""] = damage;
      try {
        const preview = await previewed(damaged);
        expect(render(preview).length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: 150 },
  );
});

/** Every object and list of a JSON value that is not empty, with its keys. */
function containersOf(value: unknown): readonly (readonly [Record<string, unknown>, readonly string[]])[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Object.keys(value);
  const inner = Object.values(value).flatMap(containersOf);
  return keys.length === 0 ? inner : [[value as Record<string, unknown>, keys], ...inner];
}
