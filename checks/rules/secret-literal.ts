import type { Layer } from "../finding";
import { defineRule, fails } from "./support/define-rule";
import { showAddress } from "./support/words";

/** Where each kind of block belongs. */
const layers: readonly (readonly [RegExp, Layer])[] = [
  [/(okta_app|azuread_application)/, "identity"],
  [/(Microsoft\.Web|function_app|web_app|site)/, "function app"],
];

/** A secret in the configuration is a secret in version control. */
export const secretLiteral = defineRule({
  id: "secret-literal",
  severity: "error",
  what: "A secret is written as a text.",
  why: "Whoever reads the repository can act as the client; the secret has to be rotated.",
  page: "https://developer.hashicorp.com/terraform/language/state/sensitive-data",
  judge: ({ literalSecrets }) =>
    literalSecrets.map(({ what, source }) =>
      fails(
        `The secret at ${showAddress(source.address)} ${source.path} is written as a text.`,
        [
          {
            layer: layers.find(([kind]) => kind.test(source.address))?.[1] ?? "connection",
            what,
            shown: "a text, which is not shown",
            source,
          },
        ],
        "Refer to the resource that makes it (random_password.….result, azuread_application_password.….value) or to a sensitive variable without a default, and rotate the secret that stood here.",
      ),
    ),
});
