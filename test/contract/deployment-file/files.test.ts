/** Files as the file system has them, and several files together. */
import { chmodSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";

import { describe, expect, test } from "@jest/globals";

import {
  findDeploymentFiles,
  readDeployment,
  readDeployments,
  resolveDeploymentFile,
} from "../../../contract/deployment-file";
import { messageOf, temporaryFolder } from "./folder";
import { edited, oktaText } from "./sample-text";

const folder = temporaryFolder();
const valid = oktaText.replace("../examples/weather-server", resolve(__dirname, "../../../examples/weather-server"));
const named = (name: string, backend = "{ type: local }") =>
  edited(edited(valid, "name: weather-okta", `name: ${name}`), "{ type: local }", backend);

describe("one file", () => {
  const said = (name: string) => messageOf(() => readDeployment(folder.path(name)), folder.path(""));

  test("missing", () =>
    expect(said("gone.yaml")).toMatchInlineSnapshot(`"gone.yaml:1:1  The file cannot be read: it does not exist."`));
  test("a directory", () => {
    folder.write({ "directory.yaml/x": "" });
    expect(said("directory.yaml")).toMatchInlineSnapshot(
      `"directory.yaml:1:1  The file cannot be read: it is a directory; a file is needed."`,
    );
  });
  test("below a file", () => {
    folder.write({ file: "" });
    expect(said("file/x.yaml")).toMatchInlineSnapshot(
      `"file/x.yaml:1:1  The file cannot be read: a part of its path is no directory."`,
    );
  });
  test("10 MB", () => {
    folder.write({ "large.yaml": Buffer.alloc(10 * 1024 * 1024, "#") });
    expect(said("large.yaml")).toMatchInlineSnapshot(
      `"large.yaml:1:1  The file cannot be read: it has 10485760 bytes; at most 1048576 are read."`,
    );
  });
  test("not UTF-8", () => {
    folder.write({ "latin.yaml": Buffer.from("name: caf\u00e9\n", "latin1") });
    expect(said("latin.yaml")).toMatchInlineSnapshot(`"latin.yaml:1:1  The file cannot be read: it is not UTF-8."`);
  });
  test("UTF-16", () => {
    folder.write({ "utf16.yaml": Buffer.from("\ufeffname: weather\n", "utf16le") });
    expect(said("utf16.yaml")).toMatchInlineSnapshot(`"utf16.yaml:1:1  The file cannot be read: it is not UTF-8."`);
  });
  test("no regular file", () =>
    expect(messageOf(() => readDeployment("/dev/null"), "/dev")).toMatchInlineSnapshot(
      `"null:1:1  The file cannot be read: it is no regular file."`,
    ));
  test("a link to itself", () => {
    symlinkSync(folder.path("loop.yaml"), folder.path("loop.yaml"));
    expect(said("loop.yaml")).toMatchInlineSnapshot(
      `"loop.yaml:1:1  The file cannot be read: its symbolic links form a circle."`,
    );
  });
  test("permission denied", () => {
    folder.write({ "denied.yaml": "" });
    chmodSync(folder.path("denied.yaml"), 0);
    expect(asNobody(() => said("denied.yaml"))).toMatch("permission to read it is denied");
  });
  test("byte order mark, and line ends of Windows", () => {
    folder.write({ "windows.yaml": `\ufeff${valid.replaceAll("\n", "\r\n")}` });
    expect(readDeployment(folder.path("windows.yaml")).name).toBe("weather-okta");
  });
  test("its path is shown as it is from here, absolute where it lies elsewhere", () => {
    expect(readDeployment("deployments/weather-okta.yaml").file).toBe("deployments/weather-okta.yaml");
    expect(readDeployment(resolve("deployments/weather-okta.yaml")).file).toBe("deployments/weather-okta.yaml");
    expect(readDeployment(folder.path("windows.yaml")).file).toBe(folder.path("windows.yaml"));
  });
});

describe("several files", () => {
  const said = (files: Record<string, string>) => {
    folder.write(files);
    return messageOf(() => readDeployments(Object.keys(files).map((name) => folder.path(name))), folder.path(""));
  };

  test("in the order given", () => {
    folder.write({ "several/b.yaml": named("b-one"), "several/a.yaml": named("a-one") });
    const paths = ["several/b.yaml", "several/a.yaml"].map((name) => folder.path(name));
    expect(readDeployments(paths).map(({ name }) => name)).toEqual(["b-one", "a-one"]);
  });
  test("mistakes of all of them", () => {
    expect(said({ "x.yaml": "", "y.yaml": "[]" })).toMatchInlineSnapshot(`
     "x.yaml:1:1  The file is empty; it takes a map that begins with name and environment.
     y.yaml:1:1  The file holds a list; it takes a map with name, environment and more."
    `);
  });
  test("one stack twice", () => {
    expect(said({ "x.yaml": named("same"), "y.yaml": `# A copy\n${named("same")}` })).toMatchInlineSnapshot(
      `"y.yaml:2:7  name and environment form the stack "same-dev" in y.yaml and x.yaml (x.yaml:1); a stack is unique over all files. Change one of them."`,
    );
  });
  test("one stack twice, by another division into name and environment", () => {
    const y = edited(named("weather"), "environment: dev", "environment: okta-dev");
    expect(said({ "x.yaml": valid, "y.yaml": y })).toMatchInlineSnapshot(
      `"y.yaml:1:7  name and environment form the stack "weather-okta-dev" in y.yaml and x.yaml (x.yaml:1); a stack is unique over all files. Change one of them."`,
    );
  });
  test("one client twice, by another division", () => {
    const y = edited(edited(valid, "environment: dev", "environment: dev-weather"), "weather-reader:", "reader:");
    expect(said({ "x.yaml": valid, "y.yaml": y })).toMatchInlineSnapshot(
      `"y.yaml:12:3  name, environment and the connection's key form "weather-okta-dev-weather-reader" in y.yaml and x.yaml (x.yaml:12); agents and clients have this name, and it is unique over all files. Change one of them."`,
    );
  });
  test("one stack twice, because name and environment stand in the file that both extend", () => {
    folder.write({ "bases/all.yaml": valid });
    expect(
      said({ "x.yaml": "extends: bases/all.yaml\n", "y.yaml": "extends: bases/all.yaml\n" }),
    ).toMatchInlineSnapshot(
      `"bases/all.yaml:1:7  name and environment form the stack "weather-okta-dev" in y.yaml and x.yaml (bases/all.yaml:1); a stack is unique over all files. Change one of them."`,
    );
  });
  test("one place of the state twice", () => {
    const x = named("x-one", "{ type: s3, bucket: state, key: weather.tfstate }");
    const y = named("y-one", "{ key: weather.tfstate, type: s3, bucket: state }");
    expect(said({ "x.yaml": x, "y.yaml": y })).toMatchInlineSnapshot(
      `"y.yaml:24:1  backend keeps the state in one place for y.yaml and x.yaml (x.yaml:24): each would destroy the other's resources. Change key, path or workspace of one."`,
    );
  });
  test("one project twice in a referenced account", () => {
    const account =
      "/subscriptions/9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d/resourceGroups/shared/providers/Microsoft.CognitiveServices/accounts/aif";
    const inAccount = (name: string) =>
      edited(
        edited(valid, "name: weather-okta", `name: ${name}`),
        "  project: weather\n",
        `  project: weather\n  account: ${account}\n`,
      );
    expect(said({ "x.yaml": inAccount("x-one"), "y.yaml": inAccount("y-one") })).toMatchInlineSnapshot(
      `"y.yaml:20:12  foundry.project is "weather" in one account for y.yaml and x.yaml (x.yaml:20), and a project is created once. Change one of them, or let one file refer to the other's with { id: <ARM id> }."`,
    );
  });
  test("one role twice on a referenced project", () => {
    const project =
      "/subscriptions/9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d/resourceGroups/shared/providers/Microsoft.CognitiveServices/accounts/aif/projects/p";
    const onProject = (name: string) =>
      edited(
        edited(valid, "name: weather-okta", `name: ${name}`),
        "  project: weather\n",
        `  project: { id: ${project} }\n`,
      );
    expect(said({ "x.yaml": onProject("x-one"), "y.yaml": onProject("y-one") })).toMatchInlineSnapshot(
      `"y.yaml:23:11  "Weather users" is given the role Foundry User on one project by y.yaml and x.yaml (x.yaml:23), and Azure refuses to assign a role twice. Remove it from one of them; the other's assignment holds for both."`,
    );
  });
  test("one scope twice at a referenced authorization server", () => {
    const server = "{ id: ausAbCdEfGhIjKlMnO12, name: shared }";
    const atServer = (name: string) =>
      edited(
        edited(valid, "name: weather-okta", `name: ${name}`),
        "  organization: acme.okta.com\n",
        `  organization: acme.okta.com\n  authorizationServer: ${server}\n`,
      );
    expect(said({ "x.yaml": atServer("x-one"), "y.yaml": atServer("y-one") })).toMatchInlineSnapshot(`
     "y.yaml:10:3  The scope "weather.read" is exposed at one authorization server by y.yaml and x.yaml (x.yaml:10); there it is unique. Change one of them.
     y.yaml:11:3  The scope "weather.alert" is exposed at one authorization server by y.yaml and x.yaml (x.yaml:11); there it is unique. Change one of them."
    `);
  });
  test("workspaces that are chosen when Terraform runs are no one place", () => {
    const backend = "{ type: cloud, organization: acme, workspaces: { tags: [weather] } }";
    expect(said({ "x.yaml": named("x-one", backend), "y.yaml": named("y-one", backend) })).toBe("no error");
  });
});

describe("the folder", () => {
  const files = {
    "found/b.yaml": named("weather-b"),
    "found/a.yaml": named("weather-a"),
    "found/broken.yaml": "name: [",
    "found/bases/base.yaml": "azure: {}\n",
    "found/.hidden.yaml": "",
    "found/notes.md": "",
  };
  const found = () => {
    folder.write(files);
    return folder.path("found");
  };

  test("its .yaml files, sorted, without subfolders", () => {
    const expected = ["a.yaml", "b.yaml", "broken.yaml"].map((name) => folder.path(`found/${name}`));
    expect(findDeploymentFiles(found())).toEqual(expected);
  });
  test("missing", () => {
    expect(messageOf(() => findDeploymentFiles(folder.path("nowhere")), folder.path(""))).toMatchInlineSnapshot(
      `"nowhere:1:1  The folder of the deployment files cannot be read: it does not exist."`,
    );
  });
  test("a file with another ending", () => {
    folder.write({ "endings/a.yml": "" });
    expect(messageOf(() => findDeploymentFiles(folder.path("endings")), folder.path(""))).toMatchInlineSnapshot(
      `"endings/a.yml:1:1  Deployment files end in .yaml, and this one would be passed over. Rename it to "a.yaml"."`,
    );
  });
  test("a deployment by its stack, beside a broken file", () => {
    expect(resolveDeploymentFile("weather-b-dev", found())).toBe(folder.path("found/b.yaml"));
  });
  test("a deployment by its path, which need not exist", () => {
    expect(resolveDeploymentFile("elsewhere/x", found())).toBe("elsewhere/x");
    expect(resolveDeploymentFile("x.yaml", found())).toBe("x.yaml");
  });
  test("no such deployment", () => {
    expect(messageOf(() => resolveDeploymentFile("wether-a-dev", found()), folder.path(""))).toMatchInlineSnapshot(
      `"found:1:1  "wether-a-dev" is no deployment; it takes "weather-a-dev", "weather-b-dev" or a path. Did you mean "weather-a-dev"? Not readable: "found/broken.yaml"."`,
    );
  });
  test("a stack that two files form", () => {
    folder.write({ "two/a.yaml": named("same"), "two/b.yaml": named("same") });
    const resolveTwo = () => resolveDeploymentFile("same-dev", folder.path("two"));
    expect(messageOf(resolveTwo, folder.path(""))).toMatchInlineSnapshot(
      `"two/b.yaml:1:7  name and environment form the stack "same-dev" in two/b.yaml and two/a.yaml (two/a.yaml:1); a stack is unique over all files. Change one of them."`,
    );
  });
});

/** Runs as a user without rights where the tests run as the superuser, who may read everything. */
function asNobody<Result>(run: () => Result): Result {
  if (process.geteuid?.() !== 0) return run();
  const nobody = 65534;
  process.seteuid?.(nobody);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
  }
}
