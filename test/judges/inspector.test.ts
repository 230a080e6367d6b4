/** MCP Inspector's command line, a client that none of us wrote, meets the example server. */
import { expect } from "@jest/globals";
import { useServer } from "../examples/support/suite";
import { inTemporaryFolder } from "../support/temporary-folder";
import { judged, type Ended, type Judge } from "./support/judge";

const suite = useServer();

/** Asks the server as the command line does; it never opens a browser. */
async function ask({ run }: Judge, method: readonly string[], token?: string): Promise<Ended> {
  const server = ["--cli", `http://127.0.0.1:${suite.server.port}/mcp`, "--transport", "http"];
  const options = ["--stored-auth-only", "--format", "json"];
  const header = token === undefined ? [] : ["--header", `Authorization: Bearer ${token}`];
  return inTemporaryFolder((folder) => run([...server, ...options, "--method", ...method, ...header], { folder }));
}

/** The exit code and the code by which it tells that a server wants somebody to sign in. */
const authRequired = { exitCode: 3, code: "auth_required" };

function errorOf({ exitCode, stderr }: Ended): object {
  const { error } = JSON.parse(stderr) as { readonly error: { readonly code: string } };
  return { exitCode, code: error.code };
}

judged("PASSTHROUGH_INSPECTOR", "lists the tools that a token permits", async (judge) => {
  const { exitCode, stdout } = await ask(judge, ["tools/list"], await suite.issuer.token());
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ result: { tools: [{ name: "get_forecast" }] } });
});

judged("PASSTHROUGH_INSPECTOR", "calls a tool as the person of the token", async (judge) => {
  const method = ["tools/call", "--tool-name", "get_forecast", "--tool-arg", "city=Oslo"];
  const { exitCode, stdout } = await ask(judge, method, await suite.issuer.token());
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    result: { structuredContent: { city: "Oslo", calledAs: { name: "anna@example.com" } } },
  });
});

judged("PASSTHROUGH_INSPECTOR", "says that somebody must sign in where there is no token", async (judge) => {
  expect(errorOf(await ask(judge, ["tools/list"]))).toEqual(authRequired);
});

judged("PASSTHROUGH_INSPECTOR", "says so too where a token does not hold", async (judge) => {
  expect(errorOf(await ask(judge, ["tools/list"], await suite.issuer.token({ exp: 1000 })))).toEqual(authRequired);
});
