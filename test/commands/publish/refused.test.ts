/** Publishing where Azure refuses, or where something does not come: what is said. */
import { describe, expect, test } from "@jest/globals";
import { notReached } from "../../../scripts/publish/errors";
import type { HttpAnswer } from "../../../scripts/publish/http";
import type { Credential } from "../../../doctor/sign-in/azure";
import { Deadline } from "../../../scripts/publish/waiting";
import { closedPackage, extensionApp } from "./server-folder";
import { extensionOkta, publishingStage } from "./stage";

const stage = publishingStage();

describe("what Azure refuses", () => {
  test("nobody is signed in", async () => {
    const nobody: Credential = { getToken: () => Promise.resolve(null) };
    const { error } = await stage.published(closedPackage, { credential: nobody });
    expect(error?.message).toMatch(/^There is no Azure sign-in for tenant .* \(nobody is signed in\)\. Run `az login/);
  });

  const failures: Readonly<Record<string, string>> = {
    "AADSTS7000215: Invalid client secret provided: do-not-show": "(AADSTS7000215)",
    "network_error: do-not-show": "(login.microsoftonline.com cannot be reached)",
    "CredentialUnavailableError: do-not-show": "(nobody is signed in)",
  };
  test.each(Object.entries(failures))("%s", async (text, said) => {
    const wrong: Credential = { getToken: () => Promise.reject(new Error(text)) };
    const { error } = await stage.published(closedPackage, { credential: wrong });
    expect(error?.message).toContain(said);
    expect(error?.message).not.toContain("do-not-show");
  });

  test("there is no such site", async () => {
    const own = await stage.ownSite();
    await own.arm("DELETE", own.siteId);
    const { error } = await stage.published(closedPackage);
    expect(error?.message).toMatch(
      /There is no function app "func-.*" \(ResourceNotFound\)\. Deploy it first: `npx cdktf deploy weather-okta-dev`/,
    );
  });

  const forbidden: Readonly<Record<string, readonly [RegExp, string]>> = {
    "the site may not be read": [/management\.azure\.com/, "Microsoft.Web/sites/read"],
    "nothing may be published": [/\/api\/publish/, "Microsoft.Web/sites/publish/Action"],
  };
  test.each(Object.entries(forbidden))("%s", async (_what, [address, action]) => {
    const exchange = stage.answering((url) => (address.test(url) ? { status: 403, body: "{}" } : {}));
    const { error } = await stage.published(closedPackage, { exchange });
    expect(error?.message).toContain(`${action} is missing. The role Website Contributor`);
  });

  test("the storage role never comes", async () => {
    const own = await stage.ownSite();
    const { names } = own.contract;
    const storage = own.siteId.replace(
      `Microsoft.Web/sites/${names.functionApp}`,
      `Microsoft.Storage/storageAccounts/${names.storageAccount}`,
    );
    const role = "Microsoft.Authorization/roleAssignments/11111111-2222-4333-8444-555555555555";
    await own.arm("DELETE", `${storage}/providers/${role}`);
    await stage.seen(/the app's identity may not write to its storage yet; a new role takes minutes/);
  });

  test("the package is too large", async () => {
    const exchange = stage.answering((url) => (url.includes("/api/publish") ? { status: 413 } : {}));
    const { error } = await stage.published(closedPackage, { exchange });
    expect(error?.message).toMatch(/^The package of \d+ bytes is larger than the deployment endpoint takes\./);
  });

  test("the package is refused, and the log says why", async () => {
    const exchange = stage.answering((url) => {
      if (url.endsWith("/log")) return { body: JSON.stringify([{ message: "The package is broken." }]) };
      return url.includes("/api/deployments/") ? { status: 200, body: JSON.stringify({ status: 3 }) } : {};
    });
    const { error } = await stage.published(closedPackage, { exchange });
    expect(error?.message).toBe('The deployment endpoint refuses the package: "The package is broken."');
  });

  test("the endpoint forgets what it was sent", async () => {
    const exchange = stage.answering((url) => (url.includes("/api/deployments/") ? { status: 404 } : {}));
    const { error } = await stage.published(closedPackage, { exchange });
    expect(error?.message).toContain("does not know its own deployment");
  });

  test("a connection that breaks is tried again", async () => {
    let broken = 3;
    const exchange = stage.answering((url) => {
      if (url.includes("/api/publish") && broken-- > 0) throw notReached(new URL(url).host, "ECONNRESET", "");
      return {};
    });
    const { error } = await stage.published(closedPackage, { exchange });
    expect(error).toBeUndefined();
  });

  test("a busy endpoint is tried again", async () => {
    let busy = 3;
    const exchange = stage.answering((url) => (url.includes("/api/publish") && busy-- > 0 ? { status: 409 } : {}));
    const { error, progress } = await stage.published(closedPackage, { exchange });
    expect(error).toBeUndefined();
    expect(progress).toContain("the deployment endpoint is not ready: it answers 409");
  });
});

describe("an endpoint that does not answer as it must", () => {
  test("the server does not run", async () => {
    const files = { ...closedPackage, "server.js": "process.exitCode = 1;" };
    await stage.seen(/^https:.*\/mcp answers 503 instead of 401: ""$/, files);
  });

  const wrong: Readonly<Record<string, readonly [RegExp, Partial<HttpAnswer>, RegExp]>> = {
    "no challenge": [/\/mcp$/, { headers: new Map() }, /challenge "", which does not name https:/],
    "another challenge": [
      /net\/mcp$/,
      { headers: new Map([["www-authenticate", 'Bearer resource_metadata="https://other.example/x"']]) },
      /does not name https:/,
    ],
    "no metadata": [
      /oauth-protected-resource/,
      { status: 404, body: "none" },
      /oauth-protected-resource\/mcp answers 404 instead of 200: "none"/,
    ],
    "another resource": [
      /oauth-protected-resource/,
      { body: JSON.stringify({ resource: "https://other.example/mcp" }) },
      /names the resource "https:\/\/other\.example\/mcp" instead of "https:\/\/func/,
    ],
    "metadata that is no JSON": [/oauth-protected-resource/, { body: "<html>" }, /names the resource undefined/],
  };
  test.each(Object.entries(wrong))("%s", async (_what, [address, answer, said]) => {
    const exchange = stage.answering((url) => (address.test(url) && !url.includes("/api/") ? answer : {}));
    await stage.seen(said, closedPackage, { exchange });
  });

  test("scopes that are not those of the deployment", async () => {
    const own = await stage.ownSite();
    const { properties } = await own.arm("POST", `${own.siteId}/config/appsettings/list`);
    const settings = { ...(properties as Record<string, string>), MCP_SCOPES_SUPPORTED: "weather.read weather.write" };
    await own.arm("PUT", `${own.siteId}/config/appsettings`, { properties: settings });
    await stage.seen(/advertises \["weather.read","weather.write"\] instead of \["weather.alert","weather.read"\]$/);
  });

  test("a tool without a function", async () => {
    await stage.seen(/^the host has not found the tools publish_alert yet$/, extensionApp(["get_forecast"]), {
      deployment: extensionOkta,
    });
  });
});

test("what does not come in time is told with what came instead, and how to wait longer", async () => {
  const deadline = new Deadline(0.05, () => undefined);
  let tries = 0;
  const never = deadline.until(
    () => {
      tries += 1;
      return Promise.resolve(undefined);
    },
    () => "The tide has not come",
  );
  await expect(never).rejects.toThrow(
    /^The tide has not come after 0\.05 seconds\. --timeout <seconds> waits longer\.$/,
  );
  expect(tries).toBeGreaterThan(1);
  const gone = deadline.until(
    () => Promise.reject(notReached("host", "ECONNREFUSED", "")),
    () => "",
  );
  await expect(gone).rejects.toThrow(/^"host" cannot be reached: ECONNREFUSED\.$/);
});
