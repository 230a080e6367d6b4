import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { Connection, Deployment } from "../../../contract/deployment";
import { createBrowser, type Browser } from "../../../rehearsal/sign-in/browser";
import { exitCodes } from "../../local/command";
import { membersOf } from "../../local/people";
import { CommandFailed } from "../../start/command-failed";
import { root, type Job } from "../../start/job";

/** For a person's token: what a command line of the vendor asks for. */
const foundryAudience = "https://ai.azure.com";

/** How `passthrough verify` shows a consent link. */
const shownLink = /^(\s*consent link for (\S+): )(https:\/\/\S+)$/;

/** Seconds: nobody here has to look for their glasses. */
const timeout = 60;

/** The people of a local cloud, who sit at their browsers while `passthrough verify` asks in their names. */
export class LocalPeople {
  readonly #job: Job;
  readonly #browsers = new Map<string, Browser>();

  constructor(job: Job) {
    this.#job = job;
  }

  /**
   * Runs the command for the first two people who may use a connection, and follows each consent link that it shows as the person it is
   * for.
   * @returns whether it verified the connection
   * @throws {CommandFailed} where it could not even try
   * @throws {Interrupted}
   */
  async verify(deployment: Deployment, connection: Connection): Promise<boolean> {
    const { processes, report, workspace } = this.#job;
    const { tenantId } = deployment.azure;
    const members = membersOf(deployment, connection, workspace.people.get(tenantId) ?? []);
    const [first = "", second = ""] = members.map(({ login }) =>
      workspace.cloud.personToken({ tenantId, login, audience: foundryAudience }),
    );
    const input = new PassThrough();
    let signedIn = Promise.resolve();
    const args = ["verify", deployment.file, "--connection", connection.key, "--second-user", "--no-browser"];
    const command = ["--import", "tsx", join(root, "scripts", "passthrough.ts"), ...args, "--timeout", String(timeout)];
    const result = await processes.run(process.execPath, command, {
      cwd: root,
      env: { ...workspace.environment, FOUNDRY_TOKEN: first, FOUNDRY_TOKEN_SECOND: second },
      input,
      onLine: (line) => {
        const [, before = "", login = "", link] = shownLink.exec(line) ?? [];
        if (link === undefined) {
          report.line(line);
          return;
        }
        report.line(`${before}${new URL(link).host}`);
        signedIn = this.#signIn(login, link, deployment).finally(() => input.write("\n"));
      },
    });
    input.destroy();
    await signedIn;
    if (result.exitCode > exitCodes.errors) throw new CommandFailed(`passthrough verify ${deployment.file}`, result);
    return result.exitCode === exitCodes.good;
  }

  async #signIn(login: string, link: string, { azure }: Deployment): Promise<void> {
    const { cloud } = this.#job.workspace;
    const key = `${azure.tenantId} ${login}`;
    const browser = this.#browsers.get(key) ?? createBrowser(cloud.fetch);
    this.#browsers.set(key, browser);
    const page = await browser.open(link, login);
    const shown = page.title === "" ? page.text : page.title;
    this.#job.report.line(`    ${login} follows it, and ${page.host} shows ${JSON.stringify(shown)}`);
  }
}
