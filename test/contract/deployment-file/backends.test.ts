/** The backends' settings are those of cdktf, read from its own type declarations. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "@jest/globals";
import { z } from "zod";

import { backends } from "../../../contract/deployment-file/schema/backends";

const folder = join(dirname(require.resolve("cdktf/package.json")), "lib/backends");
const declarations = readdirSync(folder)
  .filter((name) => name.endsWith("-backend.d.ts"))
  .map((name) => readFileSync(join(folder, name), "utf8"))
  .join("\n")
  .replaceAll(/\{\s*\[key: string\]: string;\s*\}/g, "map of string");

interface Property {
  readonly required: boolean;
  readonly type: string;
}

/** The members of an interface, or the parameters of a class's constructor. */
function declared(name: string): Map<string, Property> {
  const members = new RegExp(`interface ${name} \\{([^]*?)\\n\\}`).exec(declarations)?.[1];
  const parameters = new RegExp(`class ${name} [^]*?constructor\\(([^)]*)\\)`).exec(declarations)?.[1];
  const text = members ?? parameters?.split(", ").join(";\n") ?? "";
  const found = text.matchAll(/^\s*(?:readonly )?(\w+)(\??): ([^;]+?)(?: \| undefined)?;?$/gm);
  return new Map([...found].map(([, key = "", optional, type = ""]) => [key, { required: optional === "", type }]));
}

/** Types whose settings are a map: in cdktf each is an interface, or one of several classes. */
const forms: Record<string, readonly string[]> = {
  CosBackendAssumeRole: ["CosBackendAssumeRole"],
  OssAssumeRole: ["OssAssumeRole"],
  S3BackendEndpointConfig: ["S3BackendEndpointConfig"],
  S3BackendAssumeRoleConfig: ["S3BackendAssumeRoleConfig"],
  S3BackendAssumeRoleWithWebIdentityConfig: ["S3BackendAssumeRoleWithWebIdentityConfig"],
  IRemoteWorkspace: ["NamedRemoteWorkspace", "PrefixedRemoteWorkspaces"],
  "NamedCloudWorkspace | TaggedCloudWorkspaces": ["NamedCloudWorkspace", "TaggedCloudWorkspaces"],
};

/** How a type of cdktf looks as a schema; maps are compared key by key. */
function kindOf(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodOptional) return kindOf(schema.unwrap());
  if (schema instanceof z.ZodString) return "string";
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodBoolean) return "boolean";
  if (schema instanceof z.ZodArray) return `${kindOf(schema.element)}[]`;
  if (schema instanceof z.ZodRecord) return kindOf(schema.valueType) === "string" ? "map of string" : "any";
  return schema instanceof z.ZodNever ? "credential" : "map";
}

function optionsOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return optionsOf(schema.unwrap());
  return schema instanceof z.ZodUnion ? [...schema.options] : [schema];
}

function compare(where: string, schema: z.core.$ZodType, name: string): void {
  if (!(schema instanceof z.ZodObject)) throw new Error(`${where} is no map.`);
  const shape = { ...(schema.shape as Record<string, z.core.$ZodType>) };
  delete shape["type"];
  const properties = declared(name);
  expect([where, Object.keys(shape).sort()]).toEqual([where, [...properties.keys()].sort()]);
  for (const [key, property] of properties) {
    const setting = shape[key];
    if (setting === undefined) continue;
    const kind = kindOf(setting);
    // A credential is refused, whether cdktf requires it or not.
    if (kind === "credential") continue;
    const path = `${where}.${key}`;
    expect([path, !(setting instanceof z.ZodOptional)]).toEqual([path, property.required]);
    const nested = forms[property.type];
    if (nested === undefined) {
      expect([path, kind]).toEqual([path, property.type]);
    } else {
      optionsOf(setting).forEach((option, index) => compare(path, option, nested[index] ?? ""));
      expect(optionsOf(setting)).toHaveLength(nested.length);
    }
  }
}

test("every backend of cdktf is there but the one that Terraform dropped, and no other", () => {
  const exported = readFileSync(join(folder, "index.d.ts"), "utf8").matchAll(/"\.\/(\w+)-backend"/g);
  const ours = [...backends.map((schema) => schema.shape.type.value as string), "swift"];
  expect([...ours].sort()).toEqual([...exported].map(([, type]) => type).sort());
});

test.each(
  backends
    .filter(({ shape }) => shape.type.value !== "local")
    .map((schema) => [schema.shape.type.value, schema] as const),
)("%s takes what cdktf takes, requires what cdktf requires", (type, schema) => {
  compare(type, schema, `${type.charAt(0).toUpperCase()}${type.slice(1)}BackendConfig`);
});

test("what holds a credential is refused", () => {
  const refused = backends.flatMap((schema) =>
    Object.entries(schema.shape as Record<string, z.core.$ZodType>)
      .filter(([, setting]) => kindOf(setting) === "credential")
      .map(([key]) => `${schema.shape.type.value}.${key}`),
  );
  expect(refused).toMatchInlineSnapshot(`
   [
     "azurerm.sasToken",
     "azurerm.accessKey",
     "azurerm.clientSecret",
     "azurerm.clientCertificatePassword",
     "azurerm.oidcRequestToken",
     "azurerm.oidcToken",
     "remote.token",
     "cloud.token",
     "s3.accessKey",
     "s3.secretKey",
     "s3.token",
     "s3.sseCustomerKey",
     "gcs.credentials",
     "gcs.accessToken",
     "gcs.encryptionKey",
     "http.password",
     "http.clientPrivateKeyPem",
     "consul.accessToken",
     "consul.httpAuth",
     "oss.accessKey",
     "oss.secretKey",
     "oss.securityToken",
     "cos.secretId",
     "cos.secretKey",
     "cos.securityToken",
   ]
  `);
});
