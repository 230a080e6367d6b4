/** What the checks found. */
import { count, type JudgedFinding, ruleOf, standing } from "../../checks/check";
import { placeText, positionText } from "../../checks/report/words";
import { rules } from "../../checks/rules";
import { always, type Block, importances } from "../markdown/blocks";
import { counted, join, ours, type Markdown, words } from "../markdown/markdown";
import type { FailedCheck } from "../plan/plan";
import { deploymentsOf, type Preview } from "../preview";
import { foldedDetails } from "./fold";
import type { Texts } from "./texts";

/** Who was judged by what, and what came of it; every error, and the rest in a fold. */
export function findingBlocks(preview: Preview, texts: Texts): readonly Block[] {
  const findings = deploymentsOf(preview).flatMap(({ findings: own }) => own);
  const errors = findings.filter((finding) => standing(finding) === "error");
  const others = findings.filter((finding) => standing(finding) !== "error");
  return [
    always(summary(preview, findings)),
    ...errors.map((finding): Block => ({
      full: () => findingText(finding, texts),
      short: () => shortText(finding, texts),
      importance: importances.errors,
    })),
    ...preview.plans.flatMap(({ plan }) => plan.failedChecks.map((check) => checkBlock(check, texts))),
    ...otherBlocks(others, texts),
    ...needlessBlocks(preview, texts),
  ];
}

function summary(preview: Preview, findings: readonly JudgedFinding[]): Markdown {
  const { errors, warnings, undecided, accepted } = count(findings);
  if (deploymentsOf(preview).every(({ after }) => after === undefined))
    return ours`Nothing is left that could be judged.`;
  const judged = preview.configurationJudged ? ours`configuration and plan together` : ours`the plan alone`;
  const counts = [
    errors === 0 ? ours`no error` : counted(errors, "error"),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
    ...(undecided > 0 ? [ours`${undecided} undecided`] : []),
    ...(accepted > 0 ? [ours`${accepted} accepted`] : []),
  ];
  const incomplete = preview.plans.some(({ plan }) => !plan.complete)
    ? ours` **Terraform could not plan everything**: after the apply another plan is needed.`
    : ours``;
  return ours`${rules.length} rules judged ${judged}: ${join(counts, ", ")}.${incomplete}`;
}

function findingText(finding: JudgedFinding, texts: Texts): Markdown {
  const { ends, fix, missing, accepted } = finding;
  const lines = [
    shortText(finding, texts),
    ours``,
    ...ends.map(({ layer, what, shown, source }) => {
      const position = positionText(source);
      const at = position === undefined ? placeText(source) : `${placeText(source)} (${position})`;
      return ours`- ${words(layer)}: ${texts.prose(what)} ${texts.code(shown)} at ${texts.code(at)}`;
    }),
    ...(fix === undefined ? [] : [ours`- What to write: ${texts.prose(fix)}`]),
    ...(missing === undefined ? [] : [ours`- To decide, one would have to know: ${texts.prose(missing)}`]),
    ...(accepted === undefined ? [] : [ours`- Accepted: ${texts.prose(accepted)}`]),
  ];
  return join(lines, "\n");
}

function shortText(finding: JudgedFinding, texts: Texts): Markdown {
  const rule = ruleOf(finding);
  // The page is ours: no text of a plan is in it.
  const name = rule ? ours`[${texts.code(rule.id)}](${rule.page as string as Markdown})` : texts.code(finding.rule);
  return ours`**${words(standing(finding))}** ${name}: ${texts.prose(finding.message)}`;
}

function otherBlocks(others: readonly JudgedFinding[], texts: Texts): readonly Block[] {
  if (others.length === 0) return [];
  const { warnings, undecided, accepted } = count(others);
  const counts = [
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
    ...(undecided > 0 ? [ours`${undecided} undecided`] : []),
    ...(accepted > 0 ? [ours`${accepted} accepted`] : []),
  ];
  const full = (): Markdown =>
    foldedDetails(
      join(counts, ", "),
      join(
        others.map((finding) => findingText(finding, texts)),
        "\n\n",
      ),
    );
  return [{ full, short: () => ours`Not shown: ${join(counts, ", ")}.`, importance: importances.warnings }];
}

function checkBlock({ address, status, messages }: FailedCheck, texts: Texts): Block {
  const what = status === "fail" ? ours`does not hold` : ours`could not be evaluated`;
  const said = messages.map((message) => ours`- ${texts.code(message)}`);
  return {
    full: () =>
      join([ours`A check of the configuration itself ${what}: ${texts.code(address)}`, ours``, ...said], "\n"),
    short: () => ours`A check of the configuration itself ${what}: ${texts.code(address)}`,
    importance: importances.errors,
  };
}

function needlessBlocks({ needless }: Preview, texts: Texts): readonly Block[] {
  if (needless.length === 0) return [];
  const lines = needless.map(
    ({ rule, deployment, at }) => ours`- ${texts.code(rule)} in ${texts.code(deployment)} at ${texts.code(at)}`,
  );
  const full = (): Markdown => join([ours`Acceptances that no finding needs; take them out:`, ours``, ...lines], "\n");
  return [{ full, importance: importances.warnings }];
}
