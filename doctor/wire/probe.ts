/** Everything that can be asked of a live system without a person. Only reads; sends no secret, no code and nobody's token. */
import type { Values } from "../../checks/wiring/value";
import type { Gap, Observation, Reading } from "../evidence";
import type { HttpClient } from "../http";
import { ask } from "./asking";
import { askToAuthorize } from "./authorize";
import { compareClocks } from "./clocks";
import { askEndpoint } from "./endpoint";
import { readIssuerMetadata } from "./issuer-metadata";
import type { WireQuery } from "./query";
import { readResourceMetadata } from "./resource-metadata";

/** What was seen. */
export interface WireFound {
  readonly observations: readonly Observation[];
  /** What the metadata of the endpoint advertise. @default there are none */
  readonly advertised?: Values;
  /** The issuer that was asked. @default none is known */
  readonly issuer?: string;
}

/** Asks the endpoint, then the issuer, then for the sign-in of each client. Nothing that a host answers makes it throw. */
export async function probe(query: WireQuery, client: HttpClient): Promise<Reading<WireFound>> {
  const { endpoint } = query;
  const known = query.issuer === undefined ? undefined : readIssuerMetadata(client, query.issuer, query);
  const reply = endpoint === undefined ? undefined : await askEndpoint(client, endpoint);
  const reached = reply !== undefined && reply.unanswered === undefined;
  const metadata =
    endpoint !== undefined && reached
      ? await readResourceMetadata(client, { ...query, endpoint }, reply.metadataUrl)
      : undefined;
  const issuer = query.issuer ?? only(metadata?.authorizationServers ?? []);
  const idp = await (known ?? (issuer === undefined ? undefined : readIssuerMetadata(client, issuer, query)));
  const signIns = await Promise.all(
    query.clients.map((each) => askToAuthorize(client, each, each.authorizationUrl ?? idp?.authorizationUrl ?? "")),
  );
  const clocks =
    endpoint !== undefined && idp?.skew !== undefined && reply?.skew !== undefined
      ? [compareClocks(endpoint, idp.skew, reply.skew)]
      : [];
  const isCutOff =
    reply?.unanswered !== undefined && !(idp?.answers ?? (await answers(client, query.identityProvider)));
  const observations: readonly Observation[] = [
    ...(isCutOff ? [] : (reply?.observations ?? [])),
    ...(metadata?.observations ?? []),
    ...(idp?.observations ?? []),
    ...clocks,
    ...signIns.flatMap((signIn) => signIn.observations),
  ];
  const gaps: readonly Gap[] = [
    ...(isCutOff ? [cutOff(endpoint ?? "", reply.unanswered)] : []),
    ...(idp?.gaps ?? []),
    ...signIns.flatMap((signIn) => signIn.gaps),
  ];
  return {
    found: {
      observations,
      ...(metadata?.advertised && { advertised: metadata.advertised }),
      ...(issuer !== undefined && { issuer }),
    },
    gaps,
  };
}

/** Whether a host gives any answer; where none is known, nobody can tell that it does not. */
async function answers(client: HttpClient, host: string | undefined): Promise<boolean> {
  if (host === undefined) return true;
  const reply = await ask(client, { method: "GET", url: `https://${host}/.well-known/openid-configuration` });
  return reply.answer !== undefined;
}

/** Where the identity provider gives no answer either, what is at fault lies before both: the network from here, its proxy, its certificates. */
function cutOff(endpoint: string, reason: string): Gap {
  return {
    witness: "endpoint",
    what: `what ${JSON.stringify(endpoint.slice(0, 300))} answers`,
    because: `neither it nor the identity provider answers from here: ${reason}`,
    needs:
      "a way to both: a network, HTTPS_PROXY where there is a proxy, and NODE_EXTRA_CA_CERTS where it has certificates of its own",
  };
}

function only(servers: readonly string[]): string | undefined {
  return servers.length === 1 ? servers[0] : undefined;
}
