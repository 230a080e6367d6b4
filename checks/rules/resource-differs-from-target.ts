import { compareValues } from "../wiring/value";
import { connectionEnd, named, signInConnections } from "./support/connections";
import { defineRule } from "./support/define-rule";
import { judgeServerSetting } from "./support/server";

/** Metadata whose resource is not the URL that was asked must not be used. */
export const resourceDiffersFromTarget = defineRule({
  id: "resource-differs-from-target",
  severity: "error",
  what: "The resource in the server's metadata differs from the URL that the connection calls.",
  why: "Clients must discard such metadata: they never learn where to sign in, and the tools list stays empty.",
  page: "https://www.rfc-editor.org/rfc/rfc9728#section-3.3",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const { target } = connection;
      if (!target) return [];
      return judgeServerSetting(wiring, {
        setting: "MCP_RESOURCE",
        written: ({ resource }) => resource,
        wanted: { value: target, end: connectionEnd(connection, "target", target) },
        compare: compareValues,
        subject: `the target of ${named(connection)}`,
      });
    }),
});
