/** Secrets that are known by their form, in whatever text they stand. Each is searched in time that grows with the text alone. */

/** What stands for what is not shown. */
export const withheldText = "(sensitive)";

/** Something that no secret of a known form lacks; most texts are done with after this. */
const hints =
  /[=@]|eyJ|-----BEGIN|Q~|secret|passw|token|key["']?\s*:|bearer |basic |ssws |gh[pousr]_|github_pat_|glpat-|xox[abprs]-|npm_|AKIA|AIza|\b00[\w-]{40}\b/i;

/** A form, and what is left of it: `$1` is what may stay. */
const forms: readonly (readonly [form: RegExp, left: string])[] = [
  // JSON Web Tokens, RFC 7519: a header that begins with {" in base64url.
  [/\beyJ[\w-]{6,}(?:\.[\w-]+){0,4}/g, withheldText],
  // Values in queries and fragments: shared access signatures, function keys, codes and tokens.
  [
    /((?:^|[?&;#"'[(])(?:sig|code|key|sv_sig|token|access_token|refresh_token|id_token|client_secret|client_assertion|secret|password|passwd|pwd|api[-_]?key|subscription-key|auth|credential|state|nonce|session_state)=)[^&#\s"'<>]+/gi,
    `$1${withheldText}`,
  ],
  // User information of a URL, RFC 3986 section 3.2.1.
  [/(\/\/)[^/\s?#@"'<>]+@/g, `$1${withheldText}@`],
  // Connection strings.
  [
    /\b((?:account|sharedaccess|shared|access|primary|secondary|instrumentation|api)[_ ]?(?:key|signature)|password|pwd|client ?secret)(\s*=\s*)[^;"'\s]+/gi,
    `$1$2${withheldText}`,
  ],
  // Headers, RFC 6750 and RFC 7617, and Okta's own.
  [/\b(Bearer|Basic|SSWS)(\s+)(?=[\w.~+/-]{0,200}[\d=])[\w.~+/-]{8,}=*/gi, `$1$2${withheldText}`],
  // `client_secret: "…"` and `"password":"…"` as errors quote them; a reference of Terraform is no secret.
  [
    /\b(\w{0,40}(?:secret|password|passwd|passphrase|token|api_?key|access_?key|private_?key)(?:_?value)?)(\\?["']?\s*[:=]\s*\\?["']?)(?!\$\{|\(|true\b|false\b|null\b)[^\s"',;&}\\]+/gi,
    `$1$2${withheldText}`,
  ],
  // Client secrets of Entra, API tokens of Okta, and those of other vendors that say so themselves.
  [/(?<![\w~.-])[\w~.-]{3,5}Q~[\w~.-]{30,40}/g, withheldText],
  [/(?<![\w-])00[\w-]{40}(?![\w-])/g, withheldText],
  [
    /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|npm_\w{30,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,})/g,
    withheldText,
  ],
  // Keys of storage accounts and of functions: 64 and 40 bytes in base64.
  [/(?<![\w+/])[\w+/-]{54,86}==?(?![\w+/=])/g, withheldText],
];

/** The text with a marker in place of everything that has the form of a secret. */
export function withoutSecretForms(text: string): string {
  if (!hints.test(text)) return text;
  let shown = text.includes("-----BEGIN") ? withoutArmour(text) : text;
  for (const [form, left] of forms) shown = shown.replace(form, left);
  return shown;
}

/** Blocks of PEM, RFC 7468; one that does not end hides the rest. */
function withoutArmour(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const begin = text.indexOf("-----BEGIN", from);
    if (begin < 0) return parts.join("") + text.slice(from);
    parts.push(text.slice(from, begin), withheldText);
    const end = text.indexOf("-----END", begin);
    if (end < 0) return parts.join("");
    const closed = text.indexOf("-----", end + "-----END".length);
    if (closed < 0) return parts.join("");
    from = closed + "-----".length;
  }
}
