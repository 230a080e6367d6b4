import type { Layer } from "../finding";
import type { Value } from "../wiring/value";
import type { Wiring } from "../wiring/wiring";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { showAddress } from "./support/words";

/** Where each kind of block belongs. */
const layers: readonly (readonly [RegExp, Layer])[] = [
  [/okta_app|azuread_application/, "identity"],
  [/function_app|web_app|site/, "function app"],
];

/** A secret in the configuration is a secret in version control. */
export const secretLiteral = defineRule({
  id: "secret-literal",
  severity: "error",
  what: "A secret is written as a text.",
  why: "Whoever reads the repository can act as the client; the secret has to be rotated.",
  page: "https://developer.hashicorp.com/terraform/language/state/sensitive-data",
  judge: (wiring) => [...judgeWritten(wiring), ...judgeComputed(wiring)],
});

function judgeWritten({ literalSecrets }: Wiring): readonly Verdict[] {
  return literalSecrets.map(({ what, source }) =>
    fails(
      `A secret of ${showAddress(source.address)} is written as a text.`,
      [{ layer: layerOf(source.address), what, shown: "a text, which is not shown", source }],
      "Refer to the resource that makes it (random_password.….result, azuread_application_password.….value) or to a sensitive variable without a default, and rotate the secret that stood here.",
    ),
  );
}

/** An expression that cannot be followed may hold the secret as a text; plans and states do not say how a value came there. */
function judgeComputed({ origin, connections, identity, literalSecrets }: Wiring): readonly Verdict[] {
  if (origin !== "configuration") return [];
  const secrets: readonly (Value | undefined)[] = [
    ...connections.map(({ clientSecret }) => clientSecret),
    ...(identity?.provider === "okta" ? identity.apps.map(({ secret }) => secret) : []),
    ...(identity?.provider === "entra"
      ? identity.apps.flatMap(({ passwords }) => passwords.map(({ value }) => value))
      : []),
  ];
  return secrets.flatMap((secret): readonly Verdict[] => {
    if (secret?.kind !== "unknown") return [];
    const { source, reason } = secret;
    if (literalSecrets.some((written) => written.source.address === source.address)) return [];
    return [
      undecided(
        `Whether a secret of ${showAddress(source.address)} is written as a text cannot be told.`,
        [{ layer: layerOf(source.address), what: "secret", shown: "an expression, which is not shown", source }],
        reason,
      ),
    ];
  });
}

function layerOf(address: string): Layer {
  return layers.find(([kind]) => kind.test(address))?.[1] ?? "connection";
}
