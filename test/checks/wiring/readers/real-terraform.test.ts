/** Plans and states as Terraform itself writes them, of the samples on the local cloud. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readDeployment } from "../../../../contract/deployment-file";
import type { Configuration } from "../../../../checks/wiring/configuration";
import { argumentAt } from "../../../../checks/wiring/configuration";
import { LocalTerraform } from "../../../support/local-terraform";
import { readFiles, shown, wholeText } from "./folders";

const samples = ["okta", "entra"].map((provider) => readDeployment(`deployments/weather-${provider}.yaml`));

describe.each(samples)("$name", (deployment) => {
  let terraform: LocalTerraform;
  const texts = new Map<string, string>();

  beforeAll(async () => {
    terraform = await LocalTerraform.start([deployment]);
    const show = async (...args: readonly string[]): Promise<string> =>
      (await terraform.run(deployment, ["show", "-json", ...args])).output;
    await terraform.plan(deployment);
    texts.set("first.json", await show("plan"));
    await terraform.applied(deployment);
    texts.set("state.json", await show());
    texts.set("terraform.tfstate", await terraform.state(deployment));
    await terraform.plan(deployment);
    texts.set("second.json", await show("plan"));
  }, 60_000);

  afterAll(async () => {
    await terraform.close();
  });

  async function read(name: string): Promise<Configuration> {
    const [configuration] = await readFiles({ [name]: texts.get(name) ?? "" }, name);
    if (!configuration) throw new Error(`Nothing was read from ${name}.`);
    return configuration;
  }

  const connections = ({ blocks }: Configuration): Configuration["blocks"] =>
    blocks.filter(({ address }) => address.startsWith("azapi_resource.connection-"));

  test("a plan that creates everything tells the client of each connection", async () => {
    const found = connections(await read("first.json"));
    expect(found).toHaveLength(Object.keys(deployment.connections).length);
    for (const { arguments: all, planned } of found) {
      expect(planned).toEqual({ actions: ["create"], before: undefined });
      const credentials = argumentAt(all, "sensitive_body", "properties", "credentials");
      expect(argumentAt(credentials, "clientId")?.kind).not.toBe("unknown");
      expect(shown(argumentAt(credentials, "clientSecret"))).toMatch(
        /^"\$\{(random|azuread_application)_password\..*\}"$/,
      );
    }
  });

  test("only names with a hash are unknown in it", async () => {
    const { blocks } = await read("first.json");
    const unknown = blocks.flatMap(({ address, arguments: all }) =>
      [...all.entries].flatMap(([name, value]) => (value.kind === "unknown" ? [`${address}.${name}`] : [])),
    );
    expect(unknown).toHaveLength(Object.keys(deployment.connections).length);
    expect(unknown.every((name) => /^azapi_resource\.connection-.*\.name$/.test(name))).toBe(true);
  });

  test.each(["state.json", "terraform.tfstate", "second.json"])(
    "%s tells the same scopes, and no secret",
    async (name) => {
      const configuration = await read(name);
      const scopes = (of: Configuration): unknown =>
        connections(of).map(({ arguments: all }) => shown(argumentAt(all, "body", "properties", "scopes")));
      expect(scopes(configuration)).toEqual(scopes(await read("first.json")));
      const text = wholeText(configuration);
      for (const secret of secretsIn(texts.get("terraform.tfstate") ?? "")) expect(text).not.toContain(secret);
    },
  );
});

/** Texts in a state that are secrets, by the resources that make them. */
function secretsIn(state: string): readonly string[] {
  const { resources } = JSON.parse(state) as {
    resources: readonly { type: string; instances: readonly { attributes: Record<string, unknown> }[] }[];
  };
  const found = resources.flatMap(({ type, instances }) =>
    instances.flatMap(({ attributes }) => {
      const secret =
        type === "random_password"
          ? attributes["result"]
          : type === "azuread_application_password"
            ? attributes["value"]
            : undefined;
      return typeof secret === "string" ? [secret] : [];
    }),
  );
  expect(found.length).toBeGreaterThan(0);
  return found;
}
