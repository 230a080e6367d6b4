/**
 * Texts of a deployment file on their way into Terraform, where `${` and `%{` begin a template.
 * Nothing else in the project escapes; nothing that a person wrote reaches Terraform without one of these two functions.
 */

/**
 * A text as a Terraform JSON string that evaluates to exactly that text.
 *
 * Every `$`, `%`, `#` and `&` in front of a `{` becomes a template of its own (`${"$"}{`). Doubling them (`$${`) would do for
 * Terraform alone, but not for a run such as `$$${`, and cdktf would still take `$${TfToken[…]}` for one of its tokens.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function literal(text: string): string {
  return text.replace(/[$%#&]+(?=\{)/g, (run) => run.replace(/./g, (sign) => `\${"${sign}"}`));
}

/**
 * A text as a quoted literal inside a Terraform expression, for example in a condition.
 * JSON's escapes are the ones that Terraform's quoted strings know; control characters never get here.
 */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[$%#&]+(?=\{)/g, (run) =>
    run.replace(/./g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  );
}

/** Applies `literal` to every text of a value, keys of maps included; everything else is returned as it is. */
export function literalTexts<Value>(value: Value): Value;
export function literalTexts(value: unknown): unknown {
  if (typeof value === "string") return literal(value);
  if (Array.isArray(value)) return value.map((item: unknown) => literalTexts(item));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [literal(key), literalTexts(item) as unknown]),
    );
  }
  return value;
}
