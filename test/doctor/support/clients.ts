import { readWirings } from "../../../checks/wiring/layers";
import { readStateFile } from "../../../checks/wiring/readers/state";
import { textOf, type Values } from "../../../checks/wiring/value";
import type { EntraApp, OktaApp } from "../../../checks/wiring/wiring-identity";
import { formContract } from "../../../contract/contract";
import type { Deployment } from "../../../contract/deployment";
import { connectAzure } from "../../../doctor/azure/access";
import { azureQueryOf } from "../../../doctor/azure/query";
import { readAzure } from "../../../doctor/azure/read-azure";
import type { WireClient } from "../../../doctor/wire/query";
import type { LocalTerraform } from "../../support/local-terraform";
import { deployerCredential } from "./deployer";
import { localHttp } from "./live";

/** The connections of an applied deployment as Azure tells them, each with the client at which its redirect URL is registered. */
export async function wireClients(terraform: LocalTerraform, deployment: Deployment): Promise<readonly WireClient[]> {
  const { cloud } = terraform;
  const { tenantId } = deployment.azure;
  const access = await connectAzure(tenantId, deployerCredential(cloud, tenantId), localHttp(cloud));
  const { found } = await readAzure(azureQueryOf(formContract(deployment)), access);
  const [state] = readWirings(readStateFile(JSON.parse(await terraform.state(deployment)), "state"));
  const apps = (state?.identity?.apps ?? []).map((app) => ({
    clientId: textOf(app.clientId),
    redirects: textsOf(registered(app)),
  }));
  return found.connections.map((connection) => {
    const redirectUrl = textOf(connection.redirectUrl);
    const client = apps.find(({ redirects }) => redirectUrl !== undefined && redirects.includes(redirectUrl));
    return {
      scopes: textsOf(connection.scopes),
      ...given("connection", textOf(connection.name)),
      ...given("authorizationUrl", textOf(connection.authorizationUrl)),
      ...given("tokenUrl", textOf(connection.tokenUrl)),
      ...given("clientId", client?.clientId),
      ...given("redirectUrl", redirectUrl),
    };
  });
}

/** At Entra those for web apps. */
function registered({ redirectUris }: OktaApp | EntraApp): Values | undefined {
  return redirectUris !== undefined && "web" in redirectUris ? redirectUris.web : redirectUris;
}

function textsOf(values: Values | undefined): readonly string[] {
  return (values?.items ?? []).flatMap((item) => textOf(item) ?? []);
}

function given(name: keyof WireClient, text: string | undefined): Partial<WireClient> {
  return text === undefined ? {} : { [name]: text };
}
