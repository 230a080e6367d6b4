import type { End } from "../finding";
import type { Value } from "../wiring/value";
import type { Wiring } from "../wiring/wiring";
import { defineRule, fails } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { reservedSampleValues } from "./support/sample-values";

/** Sample values are fit for a rehearsal alone, and something has to say so before Terraform asks a cloud. */
export const sampleValuesNotRefused = defineRule({
  id: "sample-values-not-refused",
  severity: "error",
  what: "The deployment holds sample values, and no validation of an input variable refuses them.",
  why: "Terraform asks a tenant or organization that is nobody's, or somebody else's, and answers with an error that names no line to edit.",
  page: "https://developer.hashicorp.com/terraform/language/values/variables",
  judge: (wiring) => {
    // What is deployed has passed every validation.
    if (wiring.origin === "state" || wiring.origin === "live") return [];
    const found = sampleEnds(wiring);
    const unrefused = found.filter(({ sample }) => !isRefused(wiring, sample));
    const [first] = unrefused;
    if (first === undefined) return [];
    const samples = [...new Set(unrefused.map(({ sample }) => JSON.stringify(sample)))].join(" and ");
    return [
      fails(
        `The deployment holds ${samples}, and nothing refuses it.`,
        unrefused.map(({ end }) => end),
        `Write your own values instead of ${samples}; where they are meant for a rehearsal, add an input variable with a default that its validation refuses, and name the values in its error message.`,
      ),
    ];
  },
});

function isRefused({ variables }: Wiring, sample: string): boolean {
  return variables.some(
    ({ name, validations }) =>
      validations.some((text) => text.includes(`var.${name}`)) && validations.some((text) => text.includes(sample)),
  );
}

function sampleEnds({ connections, functionApp }: Wiring): readonly { sample: string; end: End }[] {
  const ends: { sample: string; end: End }[] = [];
  const look = (layer: End["layer"], what: string, value: Value | undefined): void => {
    if (value === undefined || value.kind === "unknown") return;
    const parts = value.kind === "literal" ? [String(value.value)] : value.parts;
    const text = parts.filter((part) => typeof part === "string").join("\n");
    const sample = reservedSampleValues.find((reserved) => holds(text, reserved));
    if (sample !== undefined) ends.push({ sample, end: valueEnd(layer, what, value, value) });
  };
  for (const connection of connections) {
    look("connection", "authorization URL", connection.authorizationUrl);
    look("connection", "token URL", connection.tokenUrl);
    look("connection", "refresh URL", connection.refreshUrl);
    for (const scope of connection.scopes?.items ?? []) look("connection", "scope requested", scope);
  }
  look("function app", "issuer that the server accepts", functionApp?.server.issuer);
  for (const provider of functionApp?.gate?.providers ?? [])
    look("function app", "issuer of the gate", provider.issuer);
  return ends;
}

/** `example.okta.com` stands in `not-example.okta.com` as well, which is somebody's. */
function holds(text: string, reserved: string): boolean {
  const at = text.indexOf(reserved);
  return at >= 0 && !/[\w.-]/.test(text.charAt(at - 1)) && !/[\w.-]/.test(text.charAt(at + reserved.length));
}
