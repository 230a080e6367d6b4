/** Everything that can be asked of a live system without a person. Only reads; sends no secret, no code and nobody's token. */
import type { Values } from "../../checks/wiring/value";
import type { Gap, Observation, Reading } from "../evidence";
import type { HttpClient } from "../http";
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
  const reached = reply?.observations.every(({ symptom }) => symptom !== "endpoint-unreachable") === true;
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
  const observations: readonly Observation[] = [
    ...(reply?.observations ?? []),
    ...(metadata?.observations ?? []),
    ...(idp?.observations ?? []),
    ...clocks,
    ...signIns.flatMap((signIn) => signIn.observations),
  ];
  const gaps: readonly Gap[] = [...(idp?.gaps ?? []), ...signIns.flatMap((signIn) => signIn.gaps)];
  return {
    found: {
      observations,
      ...(metadata?.advertised && { advertised: metadata.advertised }),
      ...(issuer !== undefined && { issuer }),
    },
    gaps,
  };
}

function only(servers: readonly string[]): string | undefined {
  return servers.length === 1 ? servers[0] : undefined;
}
