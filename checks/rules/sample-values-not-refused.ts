import type { End } from "../finding";
import type { Value } from "../wiring/value";
import type { Wiring } from "../wiring/wiring";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
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
    // Whatever was planned or deployed has passed every validation.
    if (wiring.origin !== "configuration") return [];
    const found = sampleEnds(wiring);
    const unrefused = found.filter(({ sample }) => !isRefused(wiring, sample));
    if (unrefused.length === 0) return judgeUnknown(wiring);
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
    ({ name, validations, default: otherwise }) =>
      validations.some((text) => text.includes(`var.${name}`)) &&
      validations.some((text) => text.includes(sample)) &&
      // A default of true is what a rehearsal sets: nothing is refused where nobody says anything.
      otherwise !== true,
  );
}

/** What cannot be read may hold sample values, unless they are refused wherever they stand. */
function judgeUnknown(wiring: Wiring): readonly Verdict[] {
  if (reservedSampleValues.every((sample) => isRefused(wiring, sample))) return [];
  const [first] = places(wiring).filter(({ value }) => value.kind === "unknown");
  if (first?.value.kind !== "unknown") return [];
  const { layer, what, value } = first;
  const message = "Whether the deployment holds sample values cannot be told.";
  return [undecided(message, [valueEnd(layer, what, value, value)], `the ${what}: ${first.value.reason}`)];
}

function sampleEnds(wiring: Wiring): readonly { sample: string; end: End }[] {
  return places(wiring).flatMap(({ layer, what, value }) => {
    if (value.kind === "unknown") return [];
    const parts = value.kind === "literal" ? [String(value.value)] : value.parts;
    const text = parts.filter((part) => typeof part === "string").join("\n");
    const sample = reservedSampleValues.find((reserved) => holds(text, reserved));
    return sample === undefined ? [] : [{ sample, end: valueEnd(layer, what, value, value) }];
  });
}

/** Where tenants and organizations stand. */
function places({ connections, functionApp }: Wiring): readonly { layer: End["layer"]; what: string; value: Value }[] {
  const found: { layer: End["layer"]; what: string; value: Value }[] = [];
  const look = (layer: End["layer"], what: string, value: Value | undefined): void => {
    if (value !== undefined) found.push({ layer, what, value });
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
  return found;
}

/** `example.okta.com` stands in `not-example.okta.com` as well, which is somebody's. */
function holds(text: string, reserved: string): boolean {
  const at = text.indexOf(reserved);
  return at >= 0 && !/[\w.-]/.test(text.charAt(at - 1)) && !/[\w.-]/.test(text.charAt(at + reserved.length));
}
