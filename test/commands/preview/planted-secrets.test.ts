/** Secrets stand in every place of a plan, and in nothing that the command prints, writes or posts. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { GithubServer, token, viewer } from "../../preview/post/github-server";
import { planted } from "../../preview/support/planted";
import { preview } from "./run";

let folder: string;
let server: GithubServer;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));
  server = new GithubServer();
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

test("no secret of a plan reaches any output, with --debug neither, and none is posted", async () => {
  const { plan, secrets, mask, ofEnvironment } = planted();
  const written = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const text = JSON.stringify(plan);
  const [whole, outputs] = [join(folder, "whole.md"), join(folder, "outputs")];
  const env = {
    GITHUB_OUTPUT: outputs,
    GITHUB_API_URL: await server.start(),
    GITHUB_TOKEN: token,
    GITHUB_REPOSITORY: "octo/weather",
    GITHUB_REF: "refs/pull/7/merge",
    DEPLOY_TOKEN: ofEnvironment,
  };
  const shown = await Promise.all([
    preview(
      [
        ...["--plan", written("planted.json", text), "--mask", mask, "--output", whole],
        ...["--post", "github", "--fail-on", "lost-access", "--debug"],
      ],
      { env },
    ),
    preview(["--plan", written("half.json", text.slice(0, -20)), "--debug"], { env }),
    preview(["--plan", written("odd.json", JSON.stringify({ ...plan, resource_changes: text })), "--debug"], { env }),
  ]);
  expect(shown.map(({ exitCode }) => exitCode)).toEqual([1, 2, 2]);
  const posted = server.bodiesOf(viewer);
  expect(posted).not.toEqual([]);
  const all = new Map([
    ...shown.flatMap(({ stdout, stderr }, index): readonly [string, string][] => [
      [`standard output ${index}`, stdout],
      [`standard error ${index}`, stderr],
    ]),
    ["the file", readFileSync(whole, "utf8")],
    ["the outputs of the step", readFileSync(outputs, "utf8")],
    ["the comment", posted.join("\n")],
  ]);
  const places = [...secrets, ["the token", token] as const];
  const leaks = [...all].flatMap(([output, found]) =>
    places.filter(([, secret]) => found.includes(secret)).map(([place]) => `${place} in ${output}`),
  );
  expect(leaks).toEqual([]);
  for (const output of ["standard output 0", "the file", "the comment"])
    expect(all.get(output)).toContain("(sensitive)");
  expect(all.get("the outputs of the step")).toMatch(/^fingerprint<</m);
});
