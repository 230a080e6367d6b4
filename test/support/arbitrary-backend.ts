/** Every backend that cdktf offers, with what it requires and some of what it takes beside. */
import fc from "fast-check";

import type { DeploymentFileInput } from "../../contract/deployment-file";
import { guid, slug } from "./arbitrary-text";

type Backend = NonNullable<DeploymentFileInput["backend"]>;

/** cdktf's names of the backends. */
export type BackendType = Backend["type"];

const key = slug(1, 20).map((name) => `${name}.tfstate`);
const url = slug(1, 20).map((name) => `https://${name}.example.com/state`);
const name = slug(1, 20);

const backends: { readonly [Type in BackendType]: fc.Arbitrary<Extract<Backend, { type: Type }>> } = {
  local: fc.constant({ type: "local" }),
  azurerm: fc.record(
    {
      type: fc.constant("azurerm"),
      storageAccountName: name,
      containerName: name,
      key,
      subscriptionId: guid(),
      useAzureadAuth: fc.boolean(),
    },
    { requiredKeys: ["type", "storageAccountName", "containerName", "key"] },
  ),
  remote: fc.record({
    type: fc.constant("remote"),
    organization: name,
    workspaces: fc.oneof(fc.record({ name }), fc.record({ prefix: name })),
  }),
  cloud: fc.record({
    type: fc.constant("cloud"),
    organization: name,
    workspaces: fc.oneof(
      fc.record({ name, project: name }, { requiredKeys: ["name"] }),
      fc.record({ tags: fc.array(name, { minLength: 1, maxLength: 2 }) }),
    ),
  }),
  s3: fc.record(
    {
      type: fc.constant("s3"),
      bucket: name,
      key,
      region: fc.constant("eu-north-1"),
      encrypt: fc.boolean(),
      maxRetries: fc.nat(9),
      assumeRole: fc.record({ roleArn: name, tags: fc.dictionary(name, name, { maxKeys: 2 }) }),
    },
    { requiredKeys: ["type", "bucket", "key"] },
  ),
  gcs: fc.record({ type: fc.constant("gcs"), bucket: name, prefix: name }, { requiredKeys: ["type", "bucket"] }),
  http: fc.record(
    { type: fc.constant("http"), address: url, retryMax: fc.nat(5) },
    { requiredKeys: ["type", "address"] },
  ),
  consul: fc.record(
    { type: fc.constant("consul"), path: name, lock: fc.boolean() },
    { requiredKeys: ["type", "path"] },
  ),
  pg: fc.record(
    { type: fc.constant("pg"), connStr: fc.constant("postgres://state.example.com/terraform"), schemaName: name },
    { requiredKeys: ["type", "connStr"] },
  ),
  oss: fc.record({ type: fc.constant("oss"), bucket: name, key }, { requiredKeys: ["type", "bucket"] }),
  cos: fc.record({ type: fc.constant("cos"), bucket: name, key }, { requiredKeys: ["type", "bucket"] }),
};

/** A backend of this type, else of any. */
export function arbitraryBackend(type?: BackendType): fc.Arbitrary<Backend> {
  const of = (chosen: BackendType): fc.Arbitrary<Backend> => backends[chosen];
  return type === undefined ? fc.oneof(...(Object.keys(backends) as BackendType[]).map(of)) : of(type);
}
