/** The function app in Resource Manager. */
import type { Contract } from "../../contract/contract";
import type { Credential } from "../../doctor/sign-in/azure";
import { noDeploymentHost, noPermission, noSuchSite, unexpectedAnswer } from "./errors";
import type { Exchange, HttpAnswer } from "./http";
import { authorize } from "./sign-in";

const apiVersion = "2024-04-01";

/** What asks Resource Manager and deployment endpoints. */
export interface AzureClient {
  readonly exchange: Exchange;
  readonly credential: Credential;
}

/** The function app of a deployment. */
export class FunctionAppResource {
  readonly name: string;
  readonly #id: string;
  readonly #contract: Contract;
  readonly #azure: AzureClient;

  constructor(contract: Contract, azure: AzureClient) {
    const { names, deployment } = contract;
    this.name = names.functionApp;
    const group = `/subscriptions/${deployment.azure.subscriptionId}/resourceGroups/${encodeURIComponent(names.resourceGroup)}`;
    this.#id = `${group}/providers/Microsoft.Web/sites/${this.name}`;
    this.#contract = contract;
    this.#azure = azure;
  }

  /**
   * Host of the deployment endpoint.
   * @throws {PublishFailed}
   * @see https://learn.microsoft.com/rest/api/appservice/web-apps/get
   */
  async deploymentHost(): Promise<string> {
    const answer = await this.#get(this.#id);
    const { status, body } = answer;
    const code = errorCodeOf(answer);
    if (status === 404) throw noSuchSite(this.name, this.#contract.stackName, code);
    if (status === 403) throw noPermission(this.name, "Microsoft.Web/sites/read", this.#id);
    if (status !== 200) throw unexpectedAnswer("Resource Manager", status, body);
    const { properties } = JSON.parse(body) as SiteDocument;
    const repository = properties?.hostNameSslStates?.find(({ hostType }) => hostType === "Repository");
    if (repository?.name === undefined) throw noDeploymentHost(this.name);
    return repository.name;
  }

  /**
   * The MCP tools of the functions that the host has found.
   * @throws {PublishFailed}
   * @see https://learn.microsoft.com/rest/api/appservice/web-apps/list-functions
   */
  async tools(): Promise<readonly string[]> {
    const { status, body } = await this.#get(`${this.#id}/functions`);
    if (status !== 200) throw unexpectedAnswer("Resource Manager", status, body);
    const { value = [] } = JSON.parse(body) as FunctionsDocument;
    return value
      .flatMap(({ properties }) => properties?.config?.bindings ?? [])
      .flatMap(({ type, toolName }) => (type === "mcpToolTrigger" && toolName !== undefined ? [toolName] : []));
  }

  /** The permission to publish is missing. */
  mayNotPublish(): Error {
    return noPermission(this.name, "Microsoft.Web/sites/publish/Action", this.#id);
  }

  async #get(id: string): Promise<HttpAnswer> {
    const { exchange, credential } = this.#azure;
    const url = `https://management.azure.com${id}?api-version=${apiVersion}`;
    return exchange({
      method: "GET",
      url,
      headers: await authorize(credential, this.#contract.deployment.azure.tenantId),
    });
  }
}

interface SiteDocument {
  readonly properties?: {
    readonly hostNameSslStates?: readonly { readonly name?: string; readonly hostType?: string }[];
  };
}

interface FunctionsDocument {
  readonly value?: readonly {
    readonly properties?: {
      readonly config?: { readonly bindings?: readonly { readonly type?: string; readonly toolName?: string }[] };
    };
  }[];
}

function errorCodeOf({ body }: HttpAnswer): string {
  try {
    return (JSON.parse(body) as { readonly error?: { readonly code?: string } }).error?.code ?? "";
  } catch {
    return "";
  }
}
