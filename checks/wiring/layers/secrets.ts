/** Secrets: whether one is given may be told, its text never. */
import type { Source, Value } from "../value";

/** Where literal texts are noted that stand where secrets belong. */
export interface SecretKeeper {
  readonly found: { readonly what: string; readonly source: Source }[];
  /** A state knows every secret, however it came there. */
  readonly literalsAreWritten: boolean;
}

/** A secret without its text: a reference stays, a literal is noted and becomes unknown; an empty text stays, for it is no secret. */
export function secretValue(secrets: SecretKeeper, value: Value | undefined, what: string): Value | undefined {
  if (value === undefined || value.kind === "unknown") return value;
  const texts =
    value.kind === "literal" ? [String(value.value)] : value.parts.filter((part) => typeof part === "string");
  if (texts.every((text) => text === "")) return value;
  if (secrets.literalsAreWritten) secrets.found.push({ what, source: value.source });
  return { kind: "unknown", reason: "a secret is not read", source: value.source };
}

/** Names of app settings whose values are secrets, as people name them. */
const secretName = /(secret|password|passwd|api_?key|access_?key|accountkey|private_?key|connection_?string|token)$/i;

/** Values that are no secrets although the name of their setting ends like one: references to a vault, and short switches. */
const harmless = /^(@Microsoft\.KeyVault\(|true$|false$|\d*$|https?:\/\/)/i;

/** Values that are secrets under any name: keys of storage accounts and of shared access. */
const secretText = /(AccountKey|SharedAccessKey|Password|Pwd)=[^;]+|[?&]sig=[\w%+/]+/i;

/** Whether an app setting looks like a secret that is written as a text. */
export function looksSecret(name: string, value: Value): boolean {
  const text = value.kind === "literal" && typeof value.value === "string" ? value.value : undefined;
  if (text === undefined || text === "" || harmless.test(text)) return false;
  // Application Insights' connection string holds no secret where sign-in is by Entra, and an instrumentation key at most.
  if (name.startsWith("APPLICATIONINSIGHTS_") || name.endsWith("_SETTING_NAME")) return false;
  return secretName.test(name) || secretText.test(text);
}
