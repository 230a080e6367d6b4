/** What an application sees of a tenant with the permissions that it has. */
import { afterAll, beforeAll, expect } from "@jest/globals";
import { requirement } from "../../support/requirement";
import {
  applicationReader,
  asking,
  deployer,
  EntraSignIn,
  logReader,
  otherTenantId,
  type Deployment,
} from "./sign-in/fixture";

let entra: EntraSignIn;
let deployment: Deployment;

const ada = "ada@example.com";
const eve = "eve@example.com";

beforeAll(async () => {
  entra = await EntraSignIn.start();
  deployment = await entra.deploy({ groups: ["Forecasters"] });
});

afterAll(() => entra.stop());

type SignIn = Readonly<Record<string, unknown>>;

async function signIns(filter: string, query = ""): Promise<readonly SignIn[]> {
  const path = `/auditLogs/signIns?$filter=${encodeURIComponent(filter)}${query}`;
  const { status, body } = await entra.ask(logReader, path);
  expect([status, body["error"]]).toEqual([200, undefined]);
  return body["value"] as readonly SignIn[];
}

const scopes = ({ identifierUri }: Deployment, name = "weather.read"): ReturnType<typeof asking> =>
  asking("openid", "offline_access", `${identifierUri}/${name}`);

requirement("management.entra-sign-ins", async () => {
  const at = await entra.deploy({ groups: ["Forecasters"] });
  await entra.client.signIn(at, ada, scopes(at));
  const { page } = await entra.client.authorize(at, eve, scopes(at));
  await entra.client.authorize(at, ada, scopes(at, "weather.unknown"));
  await entra.client.token(
    { ...at, clientSecret: "another secret" },
    { grant_type: "authorization_code", code: "no-code", redirect_uri: at.redirectUri },
  );
  const found = await signIns(`appId eq '${at.clientId}'`);
  expect(found.map(({ status, userPrincipalName }) => [(status as SignIn)["errorCode"], userPrincipalName])).toEqual([
    [7000215, null],
    [650053, ada],
    [50105, eve],
    [0, ada],
  ]);
  const [secret, , refused, granted] = found;
  expect(granted).toMatchObject({
    userId: entra.userId(ada),
    appDisplayName: "weather-client",
    resourceId: at.apiAppId,
    resourceDisplayName: "weather-api",
    status: { failureReason: null },
  });
  expect(page.text).toContain(String(refused?.["correlationId"]));
  expect(JSON.stringify(found)).not.toContain(at.clientSecret);
  expect(secret?.["userId"]).toBe("00000000-0000-0000-0000-000000000000");
  const one = await entra.ask(logReader, `/auditLogs/signIns/${String(granted?.["id"])}`);
  expect(one.body).toMatchObject({ id: granted?.["id"] });
});

requirement("management.entra-sign-ins-filter", async () => {
  const at = await entra.deploy({ groups: ["Forecasters"] });
  for (const login of [ada, eve, ada]) await entra.client.authorize(at, login, scopes(at));
  const own = `appId eq '${at.clientId}'`;
  const since = (offset: number): string => new Date(entra.clock.now() + offset).toISOString();
  const count = async (more: string): Promise<number> => (await signIns(`${own} and ${more}`)).length;
  expect(await count(`createdDateTime ge ${since(-60_000)}`)).toBe(3);
  expect(await count(`createdDateTime ge ${since(60_000)}`)).toBe(0);
  expect(await count("status/errorCode ne 0")).toBe(1);
  expect(await count(`userPrincipalName eq '${ada.toUpperCase()}'`)).toBe(2);
  expect(await count("startswith(userPrincipalName,'eve')")).toBe(1);
  const path = `/auditLogs/signIns?$top=2&$filter=${encodeURIComponent(own)}`;
  const { body } = await entra.ask(logReader, path);
  const rest = await entra.ask(logReader, String(body["@odata.nextLink"]));
  expect([body["value"], rest.body["value"]]).toMatchObject([[{}, {}], [{}]]);
  expect(rest.body["@odata.nextLink"]).toBeUndefined();
  const up = await signIns(own, "&$orderby=createdDateTime asc");
  expect(up.map(({ id }) => id)).toEqual((await signIns(own)).map(({ id }) => id).reverse());
  for (const bad of ["noSuchField eq 'a'", "appId ge 'a'", "appId eq", "appId eq 'a' or appId eq 'b'"]) {
    const refused = await entra.ask(logReader, `/auditLogs/signIns?$filter=${encodeURIComponent(bad)}`);
    expect(refused.status).toBe(400);
  }
});

requirement("management.entra-sign-ins-switches", async () => {
  const other = await EntraSignIn.start({ entraLoggedRedemptions: "not-shown", entraLoggedStrangers: "shown" });
  try {
    const at = await other.deploy();
    await other.client.authorize({ ...at, redirectUri: "https://elsewhere.example/" }, ada, scopes(at));
    const form = { grant_type: "authorization_code", code: "no-code", redirect_uri: at.redirectUri };
    await other.client.token({ ...at, clientSecret: "another secret" }, form);
    const { body } = await other.ask(logReader, "/auditLogs/signIns");
    expect(body["value"]).toMatchObject([{ status: { errorCode: 50011 }, userPrincipalName: null }]);
  } finally {
    await other.stop();
  }
  await entra.client.authorize({ ...deployment, redirectUri: "https://elsewhere.example/" }, ada, scopes(deployment));
  expect(await signIns(`appId eq '${deployment.clientId}'`)).toEqual([]);
});

requirement("management.entra-license", async () => {
  expect(await entra.ask(logReader, "/auditLogs/signIns", otherTenantId)).toMatchObject({
    status: 403,
    body: { error: { code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant" } },
  });
});

requirement("management.entra-permissions", async () => {
  const statusOf = async (reader: Parameters<EntraSignIn["ask"]>[0], path: string): Promise<unknown> => {
    const { status, body } = await entra.ask(reader, path);
    return [status, (body["error"] as SignIn | undefined)?.["code"]];
  };
  const allowed = [200, undefined];
  const denied = [403, "Authorization_RequestDenied"];
  const principal = `/servicePrincipals/${deployment.clientPrincipal}`;
  for (const path of [
    "/applications",
    `/servicePrincipals(appId='${deployment.clientId}')`,
    `${principal}/appRoleAssignedTo`,
  ]) {
    expect(await statusOf(applicationReader, path)).toEqual(allowed);
    expect(await statusOf(logReader, path)).toEqual(denied);
  }
  for (const path of [
    "/users",
    `/users/${ada}/memberOf`,
    "/groups",
    "/oauth2PermissionGrants",
    "/policies/authorizationPolicy",
  ]) {
    expect(await statusOf(applicationReader, path)).toEqual(denied);
    expect(await statusOf(deployer, path)).toEqual(allowed);
  }
  const { status, body } = await entra.ask(applicationReader, "/auditLogs/signIns");
  expect([status, body["error"]]).toMatchObject([403, { code: "Authentication_MSGraphPermissionMissing" }]);
  expect(JSON.stringify(body)).toContain("AuditLog.Read.All");
});

requirement("management.entra-user-consent", async () => {
  const policies = async (system: EntraSignIn): Promise<unknown> => {
    const { defaultUserRolePermissions } = await system.graph("GET", "/policies/authorizationPolicy");
    return (defaultUserRolePermissions as SignIn)["permissionGrantPoliciesAssigned"];
  };
  expect(await policies(entra)).toEqual(["ManagePermissionGrantsForSelf.microsoft-user-default-legacy"]);
  const strict = await EntraSignIn.start({ userConsent: "administrators" });
  try {
    expect(await policies(strict)).toEqual([]);
  } finally {
    await strict.stop();
  }
});

requirement("management.entra-members", async () => {
  const person = await entra.graph("GET", `/users/${ada}?$select=id,userPrincipalName`);
  expect(person).toMatchObject({ id: entra.userId(ada), userPrincipalName: ada });
  const id = entra.groupId("Forecasters");
  for (const relation of ["memberOf", "transitiveMemberOf"]) {
    expect(await entra.graph("GET", `/users/${String(person["id"])}/${relation}`)).toMatchObject({
      value: [{ "@odata.type": "#microsoft.graph.group", id, displayName: "Forecasters" }],
    });
  }
  expect(await entra.graph("GET", `/groups/${id}`)).toMatchObject({ displayName: "Forecasters" });
  const { clientPrincipal } = deployment;
  const assigned = await entra.graph("GET", `/servicePrincipals/${clientPrincipal}/appRoleAssignedTo`);
  expect(assigned).toMatchObject({ value: [{ principalId: id, principalType: "Group" }] });
  const filter = encodeURIComponent(`clientId eq '${clientPrincipal}'`);
  const { value } = await entra.graph("GET", `/oauth2PermissionGrants?$filter=${filter}`);
  expect((value as readonly SignIn[]).map(({ scope }) => scope)).toEqual(["weather.read", "openid offline_access"]);
});

requirement("management.entra-silent-request", async () => {
  const silent = (name: string) => ({ parameters: { ...scopes(deployment, name).parameters, prompt: "none" } });
  const errorOf = async (system: EntraSignIn, at: Deployment, name: string): Promise<unknown> => {
    const asked = { parameters: { ...scopes(at, name).parameters, prompt: "none" } };
    const { answer } = await system.client.authorize(at, ada, asked);
    return answer["error"];
  };
  expect(await errorOf(entra, deployment, "weather.read")).toBe("login_required");
  expect(await errorOf(entra, deployment, "weather.unknown")).toBe("login_required");
  for (const [change, code] of [
    [{ redirectUri: "https://elsewhere.example/" }, "AADSTS50011"],
    [{ clientId: "77777777-7777-4777-8777-777777777777" }, "AADSTS700016"],
  ] as const) {
    const { page, answer } = await entra.client.authorize({ ...deployment, ...change }, ada, silent("weather.read"));
    expect([answer, page.status]).toEqual([{}, 400]);
    expect(page.text).toContain(code);
  }
  const early = await EntraSignIn.start({ entraScopesJudged: "before-sign-in" });
  try {
    expect(await errorOf(early, await early.deploy(), "weather.unknown")).toBe("invalid_client");
  } finally {
    await early.stop();
  }
});
