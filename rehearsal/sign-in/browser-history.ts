/** Parameters whose values anybody may read; those of all others may be codes, states or tokens. */
const readable = new Set([
  "client_id",
  "error",
  "error_description",
  "prompt",
  "redirect_uri",
  "response_mode",
  "response_type",
  "scope",
]);

/** An address to show: parameters whose values may be secret keep their names. */
export function withoutSecrets(url: URL): string {
  const shown = new URL(url);
  shown.hash = "";
  shown.username = "";
  shown.password = "";
  for (const name of shown.searchParams.keys()) {
    if (!readable.has(name)) shown.searchParams.set(name, "");
  }
  return shown.href;
}
