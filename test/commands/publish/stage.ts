/** A local cloud to which tests publish, and what publishing says there. */
import { afterAll, afterEach, beforeAll, expect } from "@jest/globals";
import type { Deployment } from "../../../contract/deployment";
import type { SwitchSettings } from "../../../rehearsal/switches";
import { Interruption } from "../../../scripts/local/interruption";
import { Processes } from "../../../scripts/local/processes";
import type { Exchange, HttpAnswer } from "../../../scripts/publish/http";
import { publish, type PublishOptions } from "../../../scripts/publish/publish";
import type { Credential } from "../../../doctor/sign-in/azure";
import { samples, served } from "../../support/deployments";
import { startLocalSite, type LocalSite } from "../../support/local-site";
import { inTemporaryFolder } from "../../support/temporary-folder";
import { closedPackage, writeFiles, type FolderFiles } from "./server-folder";

export const selfHostedOkta = samples.okta();
export const extensionOkta = served(samples.okta(), { hosting: "mcp-extension", gate: "easy-auth" });

/** What publishing printed, and how it ended. */
export interface Published {
  readonly lines: readonly string[];
  readonly progress: readonly string[];
  readonly error?: Error;
}

/** How a test publishes; everything has the default of somebody who does it right. */
export interface Publishing extends Partial<PublishOptions> {
  /** For a site of the test's own. */
  readonly switches?: Partial<SwitchSettings>;
  /** Ends the waiting when this is said, however long that takes. */
  readonly until?: RegExp;
}

/** The local cloud of a test file. */
export interface Stage {
  /** Gives a test a site that it may change. */
  ownSite(deployment?: Deployment, switches?: Partial<SwitchSettings>): Promise<LocalSite>;
  /** Publishes files. */
  published(files: FolderFiles, publishing?: Publishing): Promise<Published>;
  /** Publishes until something is said, and would go on waiting then. */
  seen(said: RegExp, files?: FolderFiles, publishing?: Publishing): Promise<void>;
  /** Changes what some addresses answer. */
  answering(change: (url: string) => Partial<HttpAnswer>): Exchange;
}

/** Starts a local cloud before the tests of a file, and stops it after them. */
export function publishingStage(): Stage {
  let own: LocalSite | undefined;
  let shared: LocalSite;
  const processes = new Processes(new Interruption());
  beforeAll(async () => {
    shared = await startLocalSite(selfHostedOkta, { storageRoleSpread: "at-once" });
  });
  afterEach(async () => {
    await own?.close();
    own = undefined;
  });
  afterAll(async () => {
    await shared.close();
    processes.close();
  });
  const credential: Credential = {
    getToken: () => Promise.resolve({ token: (own ?? shared).token, expiresOnTimestamp: Date.now() + 3_600_000 }),
  };

  const stage: Stage = {
    ownSite: async (deployment = selfHostedOkta, switches = { storageRoleSpread: "at-once" }) =>
      (own = await startLocalSite(deployment, switches)),
    async published(files, { deployment = selfHostedOkta, switches, until, ...chosen } = {}) {
      if (switches !== undefined || deployment !== selfHostedOkta) await stage.ownSite(deployment, switches);
      const exchange = through((own ?? shared).cloud.fetch);
      return inTemporaryFolder(async (folder) => {
        writeFiles(folder, files);
        const [lines, progress]: [string[], string[]] = [[], []];
        const report = {
          line: (text = "") => void lines.push(text),
          progress: (text: string) => void progress.push(text),
        };
        const interrupted = (): void => {
          if (until !== undefined && progress.some((text) => until.test(text))) throw new Error("seen");
        };
        const usual = { source: folder, build: false, check: true, wait: true, timeout: 60, interrupted };
        try {
          await publish({ ...usual, deployment, credential, exchange, processes, report, ...chosen });
          return { lines, progress };
        } catch (error) {
          return { lines, progress, error: error as Error };
        }
      });
    },
    async seen(said, files = closedPackage, publishing = {}) {
      const { error } = await stage.published(files, { ...publishing, until: said });
      expect(error?.message).toBe("seen");
    },
    answering: (change) => async (request) => ({
      ...(await through((own ?? shared).cloud.fetch)(request)),
      ...change(request.url),
    }),
  };
  return stage;
}

/** Requests as the local cloud's systems send them to each other. */
function through(fetch: LocalSite["cloud"]["fetch"]): Exchange {
  return async ({ method, url, headers = {}, body }) => {
    const answer = await fetch(url, { method, headers, redirect: "manual", ...(body !== undefined && { body }) });
    return { status: answer.status, headers: new Map(answer.headers), body: await answer.text() };
  };
}
