/** The bundle runs on every Node that is supported, whichever the tests run on. */
import { expect, test } from "@jest/globals";
import { call, send } from "./support/exchange";
import { RunningServer, settingsFor } from "./support/running-server";
import { useServer } from "./support/suite";

const suite = useServer();

/** The variables that name other Nodes, and how their versions begin. */
const otherNodes = { PASSTHROUGH_NODE_22: "v22.", PASSTHROUGH_NODE_24: "v24." } as const;

for (const [variable, version] of Object.entries(otherNodes)) {
  const node = process.env[variable];
  const name = `a tool is called on the Node of ${variable}`;
  if (process.version.startsWith(version)) continue;
  if (node === undefined || node === "") {
    const reason = `${name}: not run, because it names no node binary`;
    if (process.env["CI"]) test(reason, () => expect(node).toBeDefined());
    else {
      // A terminal's summary of skipped tests does not say why.
      process.stderr.write(`${reason}\n`);
      test.skip(reason, () => undefined);
    }
    continue;
  }
  test(name, async () => {
    const server = await RunningServer.start(suite.bundle, settingsFor(suite.issuer), node);
    try {
      const answer = await send(server.port, call("get_forecast"), await suite.issuer.token());
      expect(answer.text).toContain("Asked by anna@example.com");
    } finally {
      await server.close();
    }
  });
}
