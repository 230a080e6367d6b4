import { end, type End } from "../finding";
import { entraClientOf, oktaAppOf } from "../wiring/relations";
import { soleReference, showReference, type Comparison, type Source, type Value } from "../wiring/value";
import type { Connection, Wiring } from "../wiring/wiring";
import { named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { anyOf } from "./support/known";
import { compareUnique, openReference } from "./support/unique";
import { showAddress } from "./support/words";

/** A secret opens the app that it belongs to. */
export const secretOfOtherApp = defineRule({
  id: "secret-of-other-app",
  severity: "error",
  what: "The secret of a connection is none of the secrets of its client.",
  why: "After consent the code is refused with invalid_client (AADSTS7000215 at Entra), and the tools list stays empty.",
  page: "https://www.rfc-editor.org/rfc/rfc6749#section-5.2",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const { clientSecret } = connection;
      const client = secretsOfClient(wiring, connection);
      // A missing secret and an unknown client have rules of their own.
      if (!client || !clientSecret) return [];
      const compared = client.compare(clientSecret);
      if (compared.outcome === "equal") return [];
      const ends = [
        secretEnd("connection", "client secret", clientSecret),
        ...(client.secrets.length > 0
          ? client.secrets.map((secret) => secretEnd("identity", `secret of ${showAddress(client.address)}`, secret))
          : [end("identity", `secrets of ${showAddress(client.address)}`, "none that is written here", client)]),
      ];
      if (compared.outcome === "undecided") {
        const message = `Whether the secret of ${named(connection)} is one of its client's cannot be told.`;
        return [undecided(message, ends, compared.missing)];
      }
      return [
        fails(
          `${subject(connection)} presents a secret that ${showAddress(client.address)} does not have.`,
          ends,
          `Write a reference to the secret of ${showAddress(client.address)}.`,
        ),
      ];
    }),
});

interface ClientSecrets {
  readonly address: string;
  readonly source: Source;
  readonly secrets: readonly Value[];
  readonly compare: (presented: Value) => Comparison;
}

function secretsOfClient(wiring: Wiring, connection: Connection): ClientSecrets | undefined {
  const okta = oktaAppOf(wiring, connection);
  if (okta.outcome === "found") {
    const { address, source, secret } = okta.found;
    const isItsOwn = (presented: Value): Comparison => {
      if (soleReference(presented)?.address === address) return { outcome: "equal" };
      if (secret) return compareUnique(presented, secret);
      // Okta made the secret, and only the app tells it.
      return { outcome: "undecided", missing: `the secret that Okta made for ${showAddress(address)}` };
    };
    return { address, source, secrets: secret ? [secret] : [], compare: isItsOwn };
  }
  const entra = entraClientOf(wiring, connection);
  if (entra.outcome !== "found") return undefined;
  const { address, source, passwords, managed } = entra.found;
  const secrets = passwords.map(({ value }) => value);
  const written = (presented: Value): Comparison => {
    // Somebody may have made one by hand, and handed it on.
    const isHandedOn = presented.kind !== "symbolic" || openReference(presented) !== undefined;
    if (secrets.length === 0 && isHandedOn) {
      return { outcome: "undecided", missing: `the secrets of ${showAddress(address)}: none is written here` };
    }
    return anyOf(secrets.map((secret) => compareUnique(presented, secret)));
  };
  const elsewhere: Comparison = {
    outcome: "undecided",
    missing: `the secrets of ${showAddress(address)}, which is referenced`,
  };
  return {
    address,
    source,
    secrets,
    compare: (presented) => {
      const compared = written(presented);
      return compared.outcome === "different" && !managed ? elsewhere : compared;
    },
  };
}

/** An end that tells where a secret comes from, never what it is. */
function secretEnd(layer: "connection" | "identity", what: string, secret: Value): End {
  const reference = soleReference(secret);
  return end(layer, what, reference ? JSON.stringify(`\${${showReference(reference)}}`) : "not shown", secret);
}
