import { createHash } from "node:crypto";
import { objectAt, textAt, type JsonObject } from "../../json";
import { containerNameInvalid, storageAccountNameInvalid, storageAccountTaken } from "../errors";
import { childOf, ownName, type ResourceId } from "../resource-id";
import type { ResourceType, World } from "../resource-type";
import { sameText } from "../store";

const account = "Microsoft.Storage/storageAccounts";
const services = ["blobServices", "fileServices", "queueServices", "tableServices"] as const;

/**
 * Storage accounts, the settings of their services, and blob containers.
 * @see https://learn.microsoft.com/rest/api/storagerp/storage-accounts
 */
export const storageTypes: readonly ResourceType[] = [
  {
    type: account,
    located: true,
    write({ id, body, existing, world }) {
      const name = ownName(id);
      if (!/^[a-z0-9]{3,24}$/.test(name)) throw storageAccountNameInvalid(name);
      if (existing === undefined && nameTaken(id, world)) throw storageAccountTaken(name);
      const created = textAt(existing?.properties ?? {}, "creationTime") ?? new Date().toISOString();
      const keys = { keyType: "Account", enabled: true, lastEnabledTime: created };
      return {
        kind: body.kind ?? "StorageV2",
        sku: { ...body.sku, tier: "Standard" },
        properties: {
          allowBlobPublicAccess: false,
          minimumTlsVersion: "TLS1_2",
          supportsHttpsTrafficOnly: true,
          accessTier: "Hot",
          networkAcls: { bypass: "AzureServices", virtualNetworkRules: [], ipRules: [], defaultAction: "Allow" },
          encryption: { services: { file: keys, blob: keys }, keySource: "Microsoft.Storage" },
          ...body.properties,
          creationTime: created,
          keyCreationTime: { key1: created, key2: created },
          privateEndpointConnections: [],
          provisioningState: "Succeeded",
          primaryLocation: body.location ?? existing?.location,
          statusOfPrimary: "available",
          primaryEndpoints: endpoints(name),
        },
      };
    },
    companions: ({ id }) =>
      services.map((service) => ({
        id: childOf(id, service, "default"),
        properties: service === "blobServices" ? { deleteRetentionPolicy: { enabled: false } } : {},
      })),
    operations: [
      {
        method: "POST",
        name: "listKeys",
        action: "listkeys/action",
        // Derived, so that the keys are the same at every reading, and no secret of anybody.
        run: ({ id, properties }) => ({
          keys: ["key1", "key2"].map((keyName) => ({
            keyName,
            value: createHash("sha512")
              .update(`${ownName(id)} ${keyName}`)
              .digest("base64"),
            permissions: "FULL",
            creationTime: textAt(objectAt(properties, "keyCreationTime"), keyName),
          })),
        }),
      },
    ],
    seedBody: () => ({ kind: "StorageV2", sku: { name: "Standard_LRS" } }),
  },
  ...services.map((service): ResourceType => ({
    type: `${account}/${service}`,
    located: false,
    methods: ["GET", "PUT"],
    write: ({ body }) => ({ properties: body.properties }),
  })),
  {
    type: `${account}/blobServices/containers`,
    located: false,
    write({ id, body, existing }) {
      if (!/^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/.test(ownName(id))) throw containerNameInvalid();
      const now = new Date().toISOString();
      return {
        properties: {
          publicAccess: "None",
          metadata: {},
          defaultEncryptionScope: "$account-encryption-key",
          denyEncryptionScopeOverride: false,
          ...body.properties,
          hasImmutabilityPolicy: false,
          hasLegalHold: false,
          deleted: false,
          remainingRetentionDays: 0,
          leaseStatus: "Unlocked",
          leaseState: "Available",
          lastModifiedTime: textAt(existing?.properties ?? {}, "lastModifiedTime") ?? now,
        },
      };
    },
  },
];

/** Account names are host names, so they are unique over all subscriptions of everybody. */
function nameTaken(id: ResourceId, { store }: World): boolean {
  return store.ofType(account).some((other) => sameText(ownName(other.id), ownName(id)));
}

function endpoints(name: string): JsonObject {
  return Object.fromEntries(
    ["blob", "dfs", "file", "queue", "table"].map((service) => [
      service,
      `https://${name}.${service}.core.windows.net/`,
    ]),
  );
}
