/** The page of a rule, and the list of all pages. */
import type { Rule } from "../rule";

/** One rule, as `passthrough explain` prints it. */
export function rulePage({ id, severity, what, why, page }: Rule): string {
  return [`${id} (${severity})`, "", what, why, "", page].join("\n");
}

/** Every rule, as `docs/rules.md` lists them. */
export function rulesDocument(rules: readonly Rule[]): string {
  const sections = rules.map(({ id, severity, what, why, page }) =>
    [`## ${id}`, "", `${capital(severity)}. ${cell(what)} ${cell(why)}`, "", `<${page}>`].join("\n"),
  );
  const errors = rules.filter(({ severity }) => severity === "error").length;
  return `${[
    "# Rules",
    "<!-- Written by `npm run rules`. -->",
    `${rules.length} rules judge what the layers of a deployment say: ${errors} errors, which stop synth, and ${rules.length - errors} warnings. ` +
      "Where something that a rule needs is not known, its outcome is undecided: it is shown with what would have to be known, and never counted as pass. " +
      "A finding may be accepted with a written reason in `accepted-findings.yaml` beside `cdktf.json`:",
    [
      "```yaml",
      "- rule: <id>",
      "  deployment: weather-okta-dev",
      "  at: <address>",
      "  reason: <why it may stand>",
      "```",
    ].join("\n"),
    ...sections,
  ].join("\n\n")}\n`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Text that Markdown leaves as it is. */
function cell(text: string): string {
  return text.replaceAll(/[*_<>]/g, "\\$&");
}
