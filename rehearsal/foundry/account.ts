import { randomUUID } from "node:crypto";
import { textAt, type JsonObject } from "../json";
import type { Resource } from "../azure/resource";
import { childOf, formatId, ownName } from "../azure/resource-id";
import type { ResourceType, World } from "../azure/resource-type";
import { sameText } from "../azure/store";
import { customDomainInUse, localAuthDisabled, nestedResourcesExist, propertyMissing, softDeleted } from "./errors";

/** Full type of a Foundry account. */
export const accountType = "Microsoft.CognitiveServices/accounts";

/** Accounts that were deleted and not purged: their name and subdomain stay taken for 48 hours. */
export class DeletedAccounts {
  readonly #accounts = new Map<string, Resource>();

  add(account: Resource): void {
    this.#accounts.set(formatId(account.id).toLowerCase(), account);
  }

  /** The deleted account of this id, if it can still be restored or purged. */
  get(id: string): Resource | undefined {
    return this.#accounts.get(id.toLowerCase());
  }

  purge(id: string): void {
    this.#accounts.delete(id.toLowerCase());
  }

  all(): readonly Resource[] {
    return [...this.#accounts.values()];
  }
}

/**
 * Foundry accounts, which are Cognitive Services accounts of kind AIServices.
 * @see https://learn.microsoft.com/rest/api/aifoundry/accountmanagement/accounts
 * @see https://learn.microsoft.com/azure/ai-services/recover-purge-resources
 */
export function foundryAccount(deleted: DeletedAccounts): ResourceType {
  return {
    type: accountType,
    located: true,
    names: {
      pattern: /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,63}$/,
      allowed: "Use 2 to 64 letters, digits, underscores, periods and hyphens; start with a letter or digit.",
    },
    write({ id, body, existing, world }) {
      if (body.kind === undefined) throw propertyMissing("An account", "kind");
      if (textAt(body.sku ?? {}, "name") === undefined) throw propertyMissing("An account", "sku.name");
      const subdomain = textAt(body.properties, "customSubDomainName");
      if (existing === undefined) {
        if (deleted.get(formatId(id)) !== undefined) throw softDeleted(formatId(id));
        if (subdomain !== undefined && subdomainTaken(subdomain, world, deleted)) throw customDomainInUse(subdomain);
      }
      const projects = body.properties["allowProjectManagement"] === true;
      if (projects && subdomain === undefined) throw propertyMissing("An account with projects", "customSubDomainName");
      if (projects && (body.identity === undefined || textAt(body.identity, "type") === "None")) {
        throw propertyMissing("An account with projects", "identity");
      }
      const before = existing?.properties ?? {};
      return {
        kind: body.kind,
        sku: body.sku ?? {},
        properties: {
          publicNetworkAccess: "Enabled",
          disableLocalAuth: false,
          allowProjectManagement: false,
          ...body.properties,
          ...endpoints(subdomain, body.location ?? ""),
          internalId: textAt(before, "internalId") ?? randomUUID().replaceAll("-", ""),
          dateCreated: textAt(before, "dateCreated") ?? new Date().toISOString(),
          isMigrated: false,
          provisioningState: "Succeeded",
        },
      };
    },
    operations: [
      {
        method: "POST",
        name: "listKeys",
        action: "listKeys/action",
        // Derived, so that the keys are the same at every reading, and no secret of anybody.
        run({ id, properties }) {
          if (properties["disableLocalAuth"] === true) throw localAuthDisabled();
          const key = (name: string): string =>
            Buffer.from(`${name} ${formatId(id)}`)
              .toString("hex")
              .slice(-32);
          return { key1: key("key1"), key2: key("key2") };
        },
      },
    ],
    beforeDelete({ id }, { store }) {
      const projects = store.ofType(`${accountType}/projects`);
      if (projects.some((project) => sameText(project.id.names[0] ?? "", ownName(id)))) throw nestedResourcesExist();
    },
    afterDelete: (account) => deleted.add(account),
    seedBody: (id) => ({
      kind: "AIServices",
      sku: { name: "S0" },
      identity: { type: "SystemAssigned" },
      properties: { customSubDomainName: ownName(id).toLowerCase(), allowProjectManagement: true },
    }),
  };
}

/** The account that answers under `<subdomain>.services.ai.azure.com`. */
export function accountBySubdomain(subdomain: string, { store }: World): Resource | undefined {
  return store
    .ofType(accountType)
    .find(({ properties }) => sameText(textAt(properties, "customSubDomainName") ?? "", subdomain));
}

/** Id of a project of an account. */
export function projectId(account: Resource, project: string): string {
  return formatId(childOf(account.id, "projects", project));
}

/** The id in the form in which deleted accounts are listed. */
export function deletedAccountId(account: Resource): string {
  const { subscription, resourceGroup } = account.id;
  return (
    `/subscriptions/${subscription}/providers/Microsoft.CognitiveServices/locations/${account.location ?? ""}` +
    `/resourceGroups/${resourceGroup}/deletedAccounts/${ownName(account.id)}`
  );
}

function subdomainTaken(subdomain: string, world: World, deleted: DeletedAccounts): boolean {
  return (
    accountBySubdomain(subdomain, world) !== undefined ||
    deleted.all().some(({ properties }) => sameText(textAt(properties, "customSubDomainName") ?? "", subdomain))
  );
}

function endpoints(subdomain: string | undefined, location: string): JsonObject {
  if (subdomain === undefined) return { endpoint: `https://${location}.api.cognitive.microsoft.com/` };
  const endpoint = `https://${subdomain}.cognitiveservices.azure.com/`;
  return {
    endpoint,
    endpoints: {
      "AI Foundry API": `https://${subdomain}.services.ai.azure.com/`,
      "Azure AI Model Inference API": `https://${subdomain}.services.ai.azure.com/`,
      "OpenAI Language Model Instance API": `https://${subdomain}.openai.azure.com/`,
    },
  };
}
