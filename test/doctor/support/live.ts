/** Readers of live systems, pointed at the local cloud, and what the rules make of what they found. */
import { judge, type JudgedFinding } from "../../../checks/check";
import { readWirings } from "../../../checks/wiring/layers";
import { readStateFile } from "../../../checks/wiring/readers/state";
import { textOf, type Value, type Values } from "../../../checks/wiring/value";
import type { Identity, Wiring } from "../../../checks/wiring/wiring";
import type { EntraApp, OktaApp } from "../../../checks/wiring/wiring-identity";
import type { Deployment } from "../../../contract/deployment";
import { createHttpClient, type HttpClient } from "../../../doctor/http";
import type { AskedClient } from "../../../doctor/reading/client";
import type { LocalCloud } from "../../../rehearsal/local-cloud";
import type { LocalTerraform } from "../../support/local-terraform";

/** A client that reaches the local cloud under the vendors' host names. */
export function localHttp({ proxyUrl, certificateAuthority }: LocalCloud): HttpClient {
  return createHttpClient({ environment: { HTTPS_PROXY: proxyUrl }, certificateAuthority });
}

/** The connections of what Terraform deployed, each with the client at which its redirect URL is registered. */
export async function deployedConnections(
  terraform: LocalTerraform,
  deployment: Deployment,
): Promise<readonly (AskedClient & { readonly connection: string })[]> {
  const { connections } = await stateOf(terraform, deployment);
  return connections.map(({ name, clientId }) => ({ id: textOf(clientId) ?? "", connection: textOf(name) ?? "" }));
}

/** What Terraform deployed, with another identity: that which was read. */
export async function wiringWith(
  terraform: LocalTerraform,
  deployment: Deployment,
  identity: Identity,
): Promise<Wiring> {
  return { ...(await stateOf(terraform, deployment)), origin: "live", identity };
}

/** A state holds no credentials, so that clients are told by their redirect URLs. */
async function stateOf(terraform: LocalTerraform, deployment: Deployment): Promise<Wiring> {
  const [wiring] = readWirings(readStateFile(JSON.parse(await terraform.state(deployment)), "state"));
  if (wiring === undefined) throw new Error("The state holds no deployment.");
  const apps: readonly (OktaApp | EntraApp)[] = wiring.identity?.apps ?? [];
  const clientOf = (redirectUrl: string | undefined): Value | undefined =>
    apps.find(({ redirectUris }) => redirectsOf(redirectUris).some((uri) => textOf(uri) === redirectUrl))?.clientId;
  const connections = wiring.connections.map((connection) => ({
    ...connection,
    clientId: clientOf(textOf(connection.redirectUrl)),
  }));
  return { ...wiring, connections };
}

function redirectsOf(registered: Values | EntraApp["redirectUris"] | undefined): readonly Value[] {
  return (registered !== undefined && "web" in registered ? registered.web : registered)?.items ?? [];
}

/** Findings of all rules. */
export function findingsOf(wiring: Wiring): readonly JudgedFinding[] {
  return judge([wiring]).deployments.flatMap(({ findings }) => findings);
}

/** Findings as lines: what they count as, which rule, and what is missing. */
export function told(wiring: Wiring): readonly string[] {
  return findingsOf(wiring).map(
    ({ outcome, severity, rule, missing, message }) =>
      `${outcome === "undecided" ? outcome : severity} ${rule}: ${missing ?? message}`,
  );
}
