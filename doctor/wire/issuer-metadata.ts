/** The metadata of an identity provider. @see https://www.rfc-editor.org/rfc/rfc8414 */
import type { Gap, Observation, Witness } from "../evidence";
import type { HttpClient } from "../http";
import { askForObject } from "./asking";
import { bad, good, show } from "./observe";
import type { WireQuery } from "./query";

/** What the identity provider says of itself. */
export interface IssuerMetadata {
  readonly observations: readonly Observation[];
  readonly gaps: readonly Gap[];
  /** Whether its host gave an answer, whatever that says. */
  readonly answers: boolean;
  readonly authorizationUrl?: string;
  /** Milliseconds by which its clock is ahead of ours. @default it does not tell */
  readonly skew?: number;
}

/** Who answers for an issuer. */
export function witnessOf(issuer: string): Witness {
  return URL.canParse(issuer) && new URL(issuer).hostname === "login.microsoftonline.com" ? "Entra" : "Okta";
}

/** Compares the issuer's document with the issuer, and with where the clients send people. */
export async function readIssuerMetadata(
  client: HttpClient,
  issuer: string,
  { clients }: Pick<WireQuery, "clients">,
): Promise<IssuerMetadata> {
  const witness = witnessOf(issuer);
  const base = issuer.replace(/\/$/, "");
  // Okta has both; Entra has the first alone.
  const url = `${base}/.well-known/openid-configuration`;
  const read = await askForObject(client, url);
  if (read.document === undefined) {
    if (read.status === 404 || read.status === 400) {
      const seen = `There are no metadata at the issuer ${show(issuer)}: ${read.reason}.`;
      return { observations: [bad("issuer-metadata-differs", witness, url, seen)], gaps: [], answers: true };
    }
    return {
      observations: [],
      gaps: [{ witness, what: `the metadata of the issuer ${show(issuer)}`, because: read.reason }],
      answers: read.status !== undefined,
    };
  }
  const { document, skew } = read;
  const said = textIn(document, "issuer");
  const authorizationUrl = textIn(document, "authorization_endpoint");
  const tokenUrl = textIn(document, "token_endpoint");
  const observations: Observation[] = [];
  if (said !== issuer) {
    const seen = `The metadata at ${show(base)} name the issuer ${show(said ?? "")}, and ${show(issuer)} is expected.`;
    observations.push(bad("issuer-metadata-differs", witness, url, seen));
  }
  for (const { connection, ...asked } of clients) {
    const pairs = [
      ["authorization URL", asked.authorizationUrl, authorizationUrl],
      ["token URL", asked.tokenUrl, tokenUrl],
    ] as const;
    for (const [what, used, published] of pairs) {
      if (used === undefined || published === undefined || used === published) continue;
      const seen = `The ${what} in use is ${show(used)}, and the issuer publishes ${show(published)}.`;
      observations.push({ ...bad("issuer-metadata-differs", witness, url, seen, connection), layer: "connection" });
    }
  }
  if (observations.length === 0) {
    observations.push(
      good(witness, "identity", url, `The issuer ${show(issuer)} publishes its own name and the endpoints in use.`),
    );
  }
  return {
    observations,
    gaps: [],
    answers: true,
    ...(authorizationUrl !== undefined && { authorizationUrl }),
    ...(skew !== undefined && { skew }),
  };
}

function textIn(document: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const found = document[name];
  return typeof found === "string" ? found : undefined;
}
