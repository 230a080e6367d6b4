import { readFileSync } from "node:fs";

/** The packages whose generated code describes the providers' schemas. */
export type BindingsPackage = "azurerm" | "azuread" | "okta" | "random";

/**
 * The TypeScript from which one module of the installed bindings was compiled. The package ships JavaScript alone; the
 * original text, with its comments on every attribute, lies in the inline source map. `moduleName` is the folder below
 * `lib`, for example `resource-group`.
 *
 * @throws where the package is not installed or the module holds no source map
 */
export function bindingsSource(packageName: BindingsPackage, moduleName: string): string {
  const file = require.resolve(`@cdktf/provider-${packageName}/lib/${moduleName}/index.js`);
  const encoded = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(readFileSync(file, "utf8"))?.[1];
  if (encoded === undefined) throw noSourceMap(file);
  const map = JSON.parse(Buffer.from(encoded, "base64").toString()) as { readonly sourcesContent: readonly string[] };
  return map.sourcesContent.join("\n");
}

function noSourceMap(file: string): Error {
  return new Error(`${JSON.stringify(file)} holds no inline source map, so no schema can be derived from it.`);
}
