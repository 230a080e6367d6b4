import { expect, test } from "@jest/globals";
import { requirement } from "../../../support/requirement";
import { brokenRequests, damagedRequests, type Door } from "./damage";
import { sendToHost, sendToProxy } from "./raw";
import { callers, type Stand } from "./stand";

const json = "application/json";
const form = "application/x-www-form-urlencoded";

/** Every host that answers, and the proxy before them. */
export function staysUp(stand: Stand): void {
  const doors = (): Readonly<Record<string, Door>> => {
    const { authorizationUrl, tokenUrl, redirectUrl } = stand.client(stand.connection);
    const { projectEndpoint, serverUrl } = stand.connection;
    const at = (url: string, contentType: string): Door => {
      const { host, pathname: path } = new URL(url);
      return { host, path, contentType };
    };
    const management = {
      okta: `${new URL(tokenUrl).origin}/api/v1/apps`,
      entra: "https://graph.microsoft.com/v1.0/users",
    };
    return {
      "sign-in": at(authorizationUrl, form),
      "token endpoint": at(tokenUrl, form),
      "management of the identity provider": at(management[stand.provider], json),
      "Resource Manager": at("https://management.azure.com/subscriptions", json),
      Foundry: at(`${projectEndpoint}/openai/v1/responses`, json),
      "consent link": at(new URL("/login", redirectUrl).href, form),
      "redirect URL": at(redirectUrl, form),
      "MCP server": at(serverUrl, json),
      "deployment endpoint": at(
        serverUrl.replace(/\.azurewebsites\.net.*$/, ".scm.azurewebsites.net/api/publish"),
        "application/zip",
      ),
    };
  };

  requirement(
    "server.damage-survived",
    async () => {
      const all = Object.entries(doors()).flatMap(([name, door]) =>
        Object.entries({ ...(name === "MCP server" && brokenRequests(door)), ...damagedRequests(door) }).map(
          async ([what, bytes]) => ({
            what: `${name}: ${what}`,
            status: await sendToHost(stand.cloud, door.host, bytes),
          }),
        ),
      );
      expect((await Promise.all(all)).filter(({ status }) => status < 400 || status >= 500)).toEqual([]);
      const person = stand.somebody();
      expect(callers(await stand.converse(person))).toEqual([person.login]);
    },
    `at every door, ${stand.provider}`,
  );

  test("the proxy leads to the clouds alone", async () => {
    const connect = (target: string, ...headers: readonly string[]): string =>
      [`CONNECT ${target} HTTP/1.1`, `host: ${target}`, ...headers, "", ""].join("\r\n");
    const refused = {
      "another host": connect("evil.example:443"),
      "another port": connect("login.microsoftonline.com:22"),
      "an address of this machine": connect("127.0.0.1:443"),
      "no host": connect(":443"),
      "a path": connect("../../etc/passwd"),
      "no tunnel": "GET http://evil.example/ HTTP/1.1\r\nhost: evil.example\r\n\r\n",
      "headers too large": connect("login.microsoftonline.com:443", `x-large: ${"x".repeat(40_000)}`),
      "no HTTP": "nonsense\r\n\r\n",
      TLS: "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    };
    for (const [what, bytes] of Object.entries(refused)) {
      const status = await sendToProxy(stand.cloud, bytes);
      expect({ what, isRefused: status >= 400 && status < 500 }).toEqual({ what, isRefused: true });
    }
    const { status } = await stand.get(stand.client(stand.connection).authorizationUrl);
    expect(status).toBe(400);
  });
}
