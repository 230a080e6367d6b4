import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  bodies,
  deployer,
  errorOf,
  group,
  messageOf,
  person,
  propertiesOf,
  startTestCloud,
  storageId,
  subscription,
  tenantId,
  token,
  type TestCloud,
} from "../support/test-cloud";
import type { Answer } from "../support/front-client";

const blobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const name = "99999999-0000-4000-8000-000000000001";
const otherName = "99999999-0000-4000-8000-000000000002";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const idOf = (scope: string, assignment: string): string =>
  `${scope}/providers/Microsoft.Authorization/roleAssignments/${assignment}`;

const assign = (
  properties: Readonly<Record<string, unknown>> = {},
  scope: string = group,
  assignment: string = name,
): Promise<Answer> =>
  cloud.arm("PUT", idOf(scope, assignment), {
    body: {
      properties: {
        roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${reader}`,
        principalId: person.objectId,
        ...properties,
      },
    },
  });

const listed = async (scope: string, filter?: string): Promise<readonly string[]> => {
  const query = filter === undefined ? "api-version=1" : `api-version=1&$filter=${encodeURIComponent(filter)}`;
  const { body } = await cloud.arm("GET", `${scope}/providers/Microsoft.Authorization/roleAssignments`, { query });
  return (body as { readonly value: readonly { readonly name: string }[] }).value.map((assignment) => assignment.name);
};

describe("role assignments", () => {
  test("created with 201, read back in full", async () => {
    const created = await assign();
    expect(created.status).toBe(201);
    expect((await cloud.arm("GET", idOf(group, name))).body).toEqual(created.body);
    expect(created.body).toMatchObject({
      id: idOf(group, name),
      name,
      type: "Microsoft.Authorization/roleAssignments",
      properties: { scope: group, principalId: person.objectId, principalType: "User", createdBy: deployer.objectId },
    });
  });

  test("a principal that the tenant does not know", async () => {
    const principalId = "dddddddd-0000-4000-8000-000000000009";
    const answer = await assign({ principalId });
    expect(errorOf(answer)).toEqual({ status: 400, code: "PrincipalNotFound" });
    expect(messageOf(answer)).toContain(
      `Principal dddddddd000040008000000000000009 does not exist in the directory ${tenantId}.`,
    );
  });

  test("a principal of another tenant is not known either", async () => {
    const principalId = "dddddddd-0000-4000-8000-000000000009";
    cloud.directory.add("33333333-0000-4000-8000-000000000000", { id: principalId, type: "User", displayName: "x" });
    expect(errorOf(await assign({ principalId })).code).toBe("PrincipalNotFound");
  });

  test("a seeded principal is known, under its type", async () => {
    const id = "dddddddd-0000-4000-8000-000000000001";
    const seeded = await startTestCloud({ principals: [{ id, type: "ServicePrincipal" }] });
    const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${reader}`;
    const body = { properties: { roleDefinitionId, principalId: id, principalType: "ServicePrincipal" } };
    expect((await seeded.arm("PUT", idOf(group, name), { body })).status).toBe(201);
    await seeded.close();
  });

  test("a principal of another type than stated", async () => {
    expect(errorOf(await assign({ principalType: "ServicePrincipal" }))).toEqual({
      status: 400,
      code: "UnmatchedPrincipalType",
    });
  });

  test("the same role for the same principal at the same scope under another name", async () => {
    await assign();
    const answer = await assign({}, group, otherName);
    expect(errorOf(answer)).toEqual({ status: 409, code: "RoleAssignmentExists" });
  });

  test("the same request again changes nothing, another one is refused", async () => {
    const created = await assign();
    expect((await assign()).body).toEqual(created.body);
    expect(errorOf(await assign({ principalId: deployer.objectId }))).toEqual({
      status: 400,
      code: "RoleAssignmentUpdateNotPermitted",
    });
  });

  test("a name that is no GUID", async () => {
    expect(errorOf(await assign({}, group, "reader"))).toEqual({ status: 400, code: "InvalidRoleAssignmentId" });
  });

  test("a role that does not exist", async () => {
    const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${name}`;
    expect(errorOf(await assign({ roleDefinitionId }))).toEqual({ status: 400, code: "RoleDefinitionDoesNotExist" });
  });

  test("a scope that does not exist", async () => {
    expect(errorOf(await assign({}, `${subscription}/resourceGroups/none`)).code).toBe("ResourceGroupNotFound");
    expect(errorOf(await assign({}, storageId)).code).toBe("ResourceNotFound");
  });

  test("deleted once with 200, then with 204", async () => {
    await assign();
    expect((await cloud.arm("DELETE", idOf(group, name))).status).toBe(200);
    expect((await cloud.arm("DELETE", idOf(group, name))).status).toBe(204);
    expect(errorOf(await cloud.arm("GET", idOf(group, name)))).toEqual({ status: 404, code: "RoleAssignmentNotFound" });
  });

  test("go with the resource that they are at", async () => {
    await cloud.arm("PUT", storageId, { body: bodies.storage });
    await assign({}, storageId);
    await cloud.arm("DELETE", storageId);
    await cloud.arm("PUT", storageId, { body: bodies.storage });
    expect(errorOf(await cloud.arm("GET", idOf(storageId, name))).status).toBe(404);
  });

  test("a list holds what is above and below, with atScope() only what is above", async () => {
    await cloud.arm("PUT", storageId, { body: bodies.storage });
    await assign({}, storageId);
    expect(await listed(group)).toContain(name);
    expect(await listed(group, "atScope()")).not.toContain(name);
    expect(await listed(group, "atScope()")).toHaveLength(1);
    expect(await listed(group, `principalId eq '${person.objectId}'`)).toEqual([name]);
  });

  test("a filter that is not understood is refused", async () => {
    const query = "api-version=1&$filter=startswith(x)";
    const answer = await cloud.arm("GET", `${group}/providers/Microsoft.Authorization/roleAssignments`, { query });
    expect(errorOf(answer)).toEqual({ status: 400, code: "InvalidFilterInQueryString" });
  });

  test("hold for the members of a group, through groups too, as long as they are members", async () => {
    const [inner, outer] = ["eeeeeeee-0000-4000-8000-000000000001", "eeeeeeee-0000-4000-8000-000000000002"] as const;
    for (const id of [inner, outer]) cloud.directory.add(tenantId, { id, type: "Group", displayName: id });
    cloud.directory.addMember(tenantId, outer, inner);
    cloud.directory.addMember(tenantId, inner, outer);
    cloud.directory.addMember(tenantId, inner, person.objectId);
    await assign({ principalId: outer });
    const authorization = token(person);
    expect((await cloud.arm("GET", group, { authorization })).status).toBe(200);
    cloud.directory.removeMember(tenantId, inner, person.objectId);
    expect((await cloud.arm("GET", group, { authorization })).status).toBe(403);
  });

  test("Contributor must not assign roles", async () => {
    await assign({
      roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c",
    });
    const authorization = token(person);
    expect((await cloud.arm("PUT", storageId, { body: bodies.storage, authorization })).status).toBe(201);
    const answer = await cloud.arm("PUT", idOf(group, otherName), { body: { properties: {} }, authorization });
    expect(errorOf(answer)).toEqual({ status: 403, code: "AuthorizationFailed" });
  });
});

describe("role definitions", () => {
  const definitions = (scope: string, filter: string): Promise<Answer> =>
    cloud.arm("GET", `${scope}/providers/Microsoft.Authorization/roleDefinitions`, {
      query: `api-version=1&$filter=${encodeURIComponent(filter)}`,
    });

  test.each([
    ["Storage Blob Data Owner", blobDataOwner],
    ["Monitoring Metrics Publisher", "3913510d-42f4-4e42-8a64-420c390055eb"],
    ["Foundry User", "53ca6127-db72-4b80-b1b0-d745d6d5456d"],
    ["foundry project manager", "eadc314b-1a2d-4efa-be10-5d325db5065e"],
  ])("%s is found by name at a resource group", async (roleName, id) => {
    expect((await definitions(group, `roleName eq '${roleName}'`)).body).toMatchObject({
      value: [{ id: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`, name: id }],
    });
  });

  test("a name that no role has finds nothing", async () => {
    expect((await definitions(group, "roleName eq 'Foundry'")).body).toEqual({ value: [] });
  });

  test("one is found by id, with and without a subscription", async () => {
    for (const scope of [subscription, ""]) {
      const id = `${scope}/providers/Microsoft.Authorization/roleDefinitions/${blobDataOwner}`;
      const answer = await cloud.arm("GET", id);
      expect(answer.body).toMatchObject({ id });
      expect(propertiesOf(answer)).toMatchObject({ roleName: "Storage Blob Data Owner", type: "BuiltInRole" });
    }
  });

  test("an id that no role has", async () => {
    const answer = await cloud.arm("GET", `/providers/Microsoft.Authorization/roleDefinitions/${name}`);
    expect(errorOf(answer)).toEqual({ status: 404, code: "RoleDefinitionNotFound" });
  });
});
