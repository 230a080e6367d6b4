/** The protected resource metadata of an MCP endpoint. @see https://www.rfc-editor.org/rfc/rfc9728 */
import { literalValue, type Values } from "../../checks/wiring/value";
import type { Observation } from "../evidence";
import type { HttpClient } from "../http";
import { askForObject } from "./asking";
import { bad, good, show, showAll, textsOf } from "./observe";
import { apiScopes, bare, type WireQuery } from "./query";

/** What the metadata say. */
export interface ResourceMetadata {
  readonly observations: readonly Observation[];
  /** What is advertised. @default there are no metadata */
  readonly advertised?: Values;
  readonly authorizationServers: readonly string[];
}

/**
 * Reads the document that the challenge names, and what lies at both well-known places.
 * @param client asks
 * @param query tells what is expected
 * @param named by the challenge; nothing is asked of another host
 */
export async function readResourceMetadata(
  client: HttpClient,
  query: WireQuery & { readonly endpoint: string },
  named: string | undefined,
): Promise<ResourceMetadata> {
  const { endpoint } = query;
  const { origin, pathname } = new URL(endpoint);
  const wellKnown = `${origin}/.well-known/oauth-protected-resource`;
  const usual = pathname === "/" ? wellKnown : `${wellKnown}${pathname}`;
  if (named !== undefined && (!URL.canParse(named) || new URL(named).origin !== origin)) {
    const seen = `The challenge names metadata at ${show(bare(named))}, which is not on the host of the endpoint.`;
    return { observations: [bad("endpoint-without-metadata", "endpoint", endpoint, seen)], authorizationServers: [] };
  }
  const places = [...new Set([named ?? usual, usual, wellKnown])];
  const read = await Promise.all(places.map(async (url) => ({ url, ...(await askForObject(client, url)) })));
  const documents = read.flatMap(({ url, document }) => (document ? [{ url, document }] : []));
  const [first] = read;
  const missing =
    named !== undefined && first && !first.document
      ? [
          bad(
            "endpoint-without-metadata",
            "endpoint",
            first.url,
            `The metadata that the challenge names cannot be read: ${first.reason}.`,
          ),
        ]
      : [];
  const [main] = documents;
  return {
    observations: [...missing, ...documents.flatMap(({ url, document }) => judge(query, url, document))],
    authorizationServers: textsOf(main?.document["authorization_servers"]),
    ...(main && {
      advertised: {
        items: textsOf(main.document["scopes_supported"]).map((scope, index) =>
          literalValue(scope, { address: main.url, path: `scopes_supported[${index}]` }),
        ),
        source: { address: main.url, path: "scopes_supported" },
      },
    }),
  };
}

function judge(
  query: WireQuery & { readonly endpoint: string },
  url: string,
  document: Readonly<Record<string, unknown>>,
): readonly Observation[] {
  const scopes = textsOf(document["scopes_supported"]);
  const servers = textsOf(document["authorization_servers"]);
  const found: Observation[] = [];
  const { resource } = document;
  const { origin } = new URL(query.endpoint);
  // Whether Easy Auth names the path or the site is not documented.
  const own: readonly unknown[] = [query.endpoint, origin, `${origin}/`];
  if (!own.includes(resource)) {
    const seen = `The metadata are of the resource ${show(String(resource))}, and not of ${show(query.endpoint)}.`;
    found.push(bad("metadata-advertises-other", "endpoint", url, seen));
  }
  if (query.issuer !== undefined && !servers.some((server) => isSame(server, query.issuer ?? ""))) {
    const seen = `The metadata name the authorization servers ${showAll(servers)}, and not ${show(query.issuer)}.`;
    found.push(bad("metadata-names-other-issuer", "endpoint", url, seen));
  }
  const wanted = query.advertised ?? query.clients.flatMap(apiScopes);
  const lacking = [...new Set(wanted)].filter((scope) => !scopes.includes(scope));
  const beyond = query.advertised === undefined ? [] : scopes.filter((scope) => !wanted.includes(scope));
  if (lacking.length > 0 || beyond.length > 0) {
    const parts = [
      ...(lacking.length > 0 ? [`which lacks ${showAll(lacking)}`] : []),
      ...(beyond.length > 0 ? [`of which ${showAll(beyond)} is beyond what is meant`] : []),
    ];
    const seen = `The metadata advertise ${showAll(scopes)}, ${parts.join(", ")}.`;
    found.push(bad("metadata-advertises-other", "endpoint", url, seen));
  }
  return found.length > 0
    ? found
    : [
        good(
          "endpoint",
          "function app",
          url,
          `The metadata name ${showAll(servers)} and advertise ${showAll(scopes)}.`,
        ),
      ];
}

/** Whether two issuers are one, whatever stands at their end. */
function isSame(one: string, other: string): boolean {
  return one.replace(/\/$/, "") === other.replace(/\/$/, "");
}
