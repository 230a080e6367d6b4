/** A file that extends another: what is merged, what is told where, and what a path is relative to. */
import { resolve } from "node:path";

import { expect, test } from "@jest/globals";

import { readDeployment, readDeployments } from "../../../contract/deployment-file";
import { messageOf, temporaryFolder } from "./folder";
import { edited, oktaText } from "./sample-text";

const folder = temporaryFolder();
const base = oktaText.replace("../examples/weather-server", resolve(__dirname, "../../../examples/weather-server"));
const read = (name: string) => readDeployment(folder.path(name));
const said = (name: string) => messageOf(() => read(name), folder.path(""));

test("maps merge by key, all else replaces", () => {
  folder.write({
    "base.yaml": base,
    "merge.yaml": `extends: base.yaml
environment: prod
scopes:
  weather.read: { description: Read }
azure: { tags: { cost: a } }
connections:
  weather-editor: { groups: [Editors] }
`,
  });
  const deployment = read("merge.yaml");
  expect(deployment).toMatchObject({ name: "weather-okta", environment: "prod" });
  expect(deployment.azure.tags).toEqual({ project: "weather", cost: "a" });
  expect(deployment.scopes.map(({ name }) => name)).toEqual(["weather.read", "weather.alert"]);
  expect(deployment.scopes[0]).toEqual({ name: "weather.read", description: "Read", tools: ["get_forecast"] });
  expect(deployment.connections[0]).toMatchObject({ key: "weather-editor", groups: [{ name: "Editors" }] });
});

test("null removes, also what another file brought by extends", () => {
  folder.write({
    "base.yaml": base,
    "middle.yaml": "extends: base.yaml\nazure: { tags: { cost: a } }\n",
    "null.yaml": `extends: middle.yaml
scopes: { weather.alert: null }
connections: { weather-editor: null }
azure: { tags: { project: null } }
foundry: { users: null }
`,
  });
  const deployment = read("null.yaml");
  expect(deployment.scopes.map(({ name }) => name)).toEqual(["weather.read"]);
  expect(deployment.connections.map(({ key }) => key)).toEqual(["weather-reader"]);
  expect(deployment.azure.tags).toEqual({ cost: "a" });
  expect(deployment.foundry.users).toEqual([]);
});

test("a list does not merge with a list", () => {
  folder.write({ "base.yaml": base, "list.yaml": "extends: base.yaml\nfoundry: { users: [{ group: Others }] }\n" });
  expect(read("list.yaml").foundry.users).toEqual([{ group: "Others" }]);
});

test("the server's folder is relative to the file in which it stands", () => {
  folder.write({
    "bases/server/host.json": "{}",
    "bases/base.yaml": edited(oktaText, "../examples/weather-server", "server"),
    "source.yaml": "extends: bases/base.yaml\n",
  });
  expect(read("source.yaml").server.source).toBe(folder.path("bases/server"));
});

test("a mistake is told in the file in which it stands", () => {
  folder.write({
    "bases/base.yaml": edited(base, "capacity: 50", "capacity: many"),
    "wrong.yaml": "extends: bases/base.yaml\nenvironment: Prod\n",
  });
  expect(said("wrong.yaml")).toMatchInlineSnapshot(`
   "bases/base.yaml:21:84  foundry.model.capacity is "many"; it takes a whole number from 1 to 1000000.
   wrong.yaml:2:14  environment is "Prod"; it takes lower-case letters, digits and single hyphens, beginning with a letter, ending with a letter or digit, at most 40 characters. Did you mean "prod"?"
  `);
});

test("a mistake in a file that several extend is told once", () => {
  folder.write({
    "bases/base.yaml": edited(base, "capacity: 50", "capacity: many"),
    "a.yaml": "extends: bases/base.yaml\nenvironment: a\n",
    "b.yaml": "extends: bases/base.yaml\nenvironment: b\n",
  });
  const both = () => readDeployments([folder.path("a.yaml"), folder.path("b.yaml")]);
  expect(messageOf(both, folder.path("")).split("\n")).toHaveLength(1);
});

test("what null removed is missing where null stands", () => {
  folder.write({ "base.yaml": base, "missing.yaml": "extends: base.yaml\nazure:\n  location: null\n" });
  expect(said("missing.yaml")).toMatchInlineSnapshot(
    `"missing.yaml:3:13  azure.location is missing; it takes the name of an Azure region, such as swedencentral."`,
  );
});

test("in a circle", () => {
  folder.write({ "one.yaml": "extends: two.yaml\n", "two.yaml": "\nextends: ./one.yaml\n" });
  expect(said("one.yaml")).toMatchInlineSnapshot(
    `"two.yaml:2:10  The files extend each other in a circle: "one.yaml" extends "two.yaml" extends "one.yaml"."`,
  );
});

test("itself", () => {
  folder.write({ "self.yaml": `extends: self.yaml\n${base}` });
  expect(said("self.yaml")).toMatchInlineSnapshot(
    `"self.yaml:1:10  The files extend each other in a circle: "self.yaml" extends "self.yaml"."`,
  );
});

test("a missing file", () => {
  folder.write({ "gone.yaml": `extends: bases/gone.yaml\n${base}` });
  expect(said("gone.yaml")).toMatchInlineSnapshot(
    `"gone.yaml:1:10  extends is "bases/gone.yaml", which is the file "bases/gone.yaml" and cannot be read: it does not exist. The path is relative to the file in which it stands."`,
  );
});

test("a directory", () => {
  folder.write({ "bases/x.yaml": "", "directory.yaml": `extends: bases\n${base}` });
  expect(said("directory.yaml")).toMatchInlineSnapshot(
    `"directory.yaml:1:10  extends is "bases", which is the file "bases" and cannot be read: it is a directory; a file is needed. The path is relative to the file in which it stands."`,
  );
});

test("what a file that cannot be read may hold is not missing", () => {
  folder.write({ "partial.yaml": "extends: base.yml\nname: weather\nenvironment: 1\n" });
  expect(said("partial.yaml")).toMatchInlineSnapshot(`
   "partial.yaml:1:10  extends is "base.yml", which is the file "base.yml" and cannot be read: it does not exist. The path is relative to the file in which it stands.
   partial.yaml:3:14  environment is 1; it takes lower-case letters, digits and single hyphens, beginning with a letter, ending with a letter or digit, at most 40 characters. Write it in quotes: "1"."
  `);
});

test("no path", () => {
  folder.write({ "list-of-bases.yaml": `extends: [a.yaml, b.yaml]\n${base}` });
  expect(said("list-of-bases.yaml")).toMatchInlineSnapshot(
    `"list-of-bases.yaml:1:10  extends is a list; it takes the path of one file."`,
  );
});

test("a file that is no YAML", () => {
  folder.write({ "bases/broken.yaml": "name: [", "broken.yaml": `extends: bases/broken.yaml\n${base}` });
  expect(said("broken.yaml")).toMatchInlineSnapshot(
    `"bases/broken.yaml:1:8  The file is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]."`,
  );
});

test("settings of another backend stay until null removes them", () => {
  folder.write({
    "base.yaml": edited(base, "{ type: local }", "{ type: azurerm, storageAccountName: st, containerName: c, key: k }"),
    "kept.yaml": "extends: base.yaml\nbackend: { type: local }\n",
    "removed.yaml":
      "extends: base.yaml\nbackend: { type: local, storageAccountName: null, containerName: null, key: null }\n",
  });
  expect(said("kept.yaml")).toMatchInlineSnapshot(`
   "base.yaml:24:27  Unknown key "storageAccountName" in backend. Allowed here: type.
   base.yaml:24:51  Unknown key "containerName" in backend. Allowed here: type.
   base.yaml:24:69  Unknown key "key" in backend. Allowed here: type."
  `);
  expect(read("removed.yaml").backend).toEqual({ type: "local", settings: {} });
});
