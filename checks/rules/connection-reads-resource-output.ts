import { showReference, type Reference, type Value } from "../wiring/value";
import type { Connection } from "../wiring/wiring";
import { named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";

/** azapi makes the whole output of a resource unknown in every plan that changes its body. */
export const connectionReadsResourceOutput = defineRule({
  id: "connection-reads-resource-output",
  severity: "error",
  what: "A connection is formed from the output of another azapi resource.",
  why: "Every change of that resource makes the connection unknown in the plan and replaces it: everyone signs in and consents anew.",
  page: "https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource",
  judge: (wiring) => signInConnections(wiring).flatMap(judgeConnection),
});

function judgeConnection(connection: Connection): readonly Verdict[] {
  const facts: readonly (readonly [string, Value | undefined])[] = [
    ["target", connection.target],
    ["authorization URL", connection.authorizationUrl],
    ["token URL", connection.tokenUrl],
    ["refresh URL", connection.refreshUrl],
    ["client id", connection.clientId],
    ...(connection.scopes?.items ?? []).map((scope) => ["scope", scope] as const),
  ];
  return facts.flatMap(([what, value]): readonly Verdict[] => {
    if (value?.kind !== "symbolic") {
      // The other rules about the target have their own doubts; this one has them too.
      if (what !== "target" || value?.kind !== "unknown") return [];
      const message = `Whether the target of ${named(connection)} is read from another resource's output cannot be told.`;
      return [undecided(message, [valueEnd("connection", what, value, connection)], value.reason)];
    }
    const output = value.parts.find((part): part is Reference => typeof part !== "string" && isOutput(part));
    if (output === undefined) return [];
    return [
      fails(
        `The ${what} of ${named(connection)} is read from ${showReference(output)}.`,
        [
          valueEnd("connection", what, value, connection),
          {
            layer: "function app",
            what: "output that is read",
            shown: showReference(output),
            source: { address: output.address, path: output.path },
          },
        ],
        `Form the ${what} from names that are written, for example "https://\${local.site_name}.azurewebsites.net/mcp", and compare in a postcondition.`,
      ),
    ];
  });
}

function isOutput({ address, path }: Reference): boolean {
  return /(^|\.)azapi_\w+\.[^.]+$/.test(address) && /^output\b/.test(path);
}
