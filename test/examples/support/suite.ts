/** One issuer and one server for the tests of a file. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "@jest/globals";
import { Issuer } from "./issuer";
import { buildExample, RunningServer, settingsFor } from "./running-server";

/** What the tests of a file use; made before the first and gone after the last. */
export interface Suite {
  readonly issuer: Issuer;
  readonly server: RunningServer;
  /** Path of the server's bundle. */
  readonly bundle: string;
  /** Starts another server of the same bundle and issuer, runs something with it, and ends it. */
  withServer<Result>(
    settings: Readonly<Record<string, string | undefined>>,
    run: (server: RunningServer) => Promise<Result>,
  ): Promise<Result>;
}

/** @param change settings that differ from those of the sample */
export function useServer(change: Readonly<Record<string, string>> = {}): Suite {
  let folder: string;
  let bundle: string;
  let issuer: Issuer;
  let server: RunningServer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));
    bundle = buildExample("weather-server", folder);
    issuer = await Issuer.start();
    server = await RunningServer.start(bundle, { ...settingsFor(issuer), ...change });
  });

  afterAll(async () => {
    await server.close();
    await issuer.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    get issuer() {
      return issuer;
    },
    get server() {
      return server;
    },
    get bundle() {
      return bundle;
    },
    async withServer(settings, run) {
      const other = await RunningServer.start(bundle, { ...settingsFor(issuer), ...settings });
      try {
        return await run(other);
      } finally {
        await other.close();
      }
    },
  };
}
