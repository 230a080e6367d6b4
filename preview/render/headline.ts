/** The first line of a comment: whether sign-in will work, and why it will not. */
import { type JudgedFinding, standing } from "../../checks/check";
import { counted, ours, type Markdown } from "../markdown/markdown";
import { type Consequence, consequenceOf, gravestFirst } from "../people/consequences";
import { changesNothing } from "../plan/plan";
import { deploymentsOf, type DeploymentPreview, type Preview } from "../preview";
import type { Texts } from "./texts";

/** The first line. */
export function headline(preview: Preview, texts: Texts): Markdown {
  const deployments = deploymentsOf(preview);
  const errors = gravestFirst(deployments.flatMap(({ findings }) => findings));
  const [gravest] = errors;
  if (gravest) return errorLine(preview, gravest, errors.length - 1, texts);
  const changed = preview.plans.filter(({ plan }) => !changesNothing(plan)).flatMap((each) => each.deployments);
  if (changed.length === 0) return unchangedLine(deployments, texts);
  const names = namesOf(changed, texts);
  if (changed.every(({ after }) => after === undefined)) return ours`## 🛑 Sign-in ends: ${names} will be gone`;
  const windows = sum(changed, ({ meaning }) => meaning.windows.length);
  if (windows > 0)
    return ours`## ⚠️ Sign-in fails for a time during the apply of ${names}: ${counted(windows, "window")}`;
  const losing = sum(changed, ({ meaning }) => meaning.access.changes.filter(({ lost }) => lost.length > 0).length);
  if (losing > 0) return ours`## ⚠️ Some people lose tools in ${names}${alsoOf(changed)}`;
  const questions = questionsOf(changed);
  if (questions > 0)
    return ours`## ❔ Nothing wrong is found with sign-in in ${names}, and ${counted(questions, "question")} cannot be decided`;
  if (changed.every(({ before }) => before === undefined))
    return ours`## ✅ Sign-in will work: ${names} ${changed.length === 1 ? ours`is` : ours`are`} new`;
  return ours`## ✅ Sign-in keeps working in ${names}${alsoOf(changed)}`;
}

/** What follows: where something changes, where all is new, and where nothing changes and it is so already. */
const words: Readonly<Record<Consequence, readonly [changes: Markdown, isNew: Markdown, isSo: Markdown]>> = {
  "sign-in": [ours`Sign-in will break`, ours`Sign-in will not work`, ours`Sign-in does not work`],
  calls: [ours`Tools will fail after sign-in`, ours`Tools will fail after sign-in`, ours`Tools fail after sign-in`],
  later: [
    ours`Sign-in will end after about an hour`,
    ours`Sign-in will end after about an hour`,
    ours`Sign-in ends after about an hour`,
  ],
  access: [
    ours`People will get in who should not`,
    ours`People will get in who should not`,
    ours`People get in who should not`,
  ],
  other: [ours`Something will be wrong`, ours`Something will be wrong`, ours`Something is wrong`],
};

function errorLine(preview: Preview, gravest: JudgedFinding, others: number, texts: Texts): Markdown {
  const at = preview.plans.find(({ deployments }) => deployments.some(({ findings }) => findings.includes(gravest)));
  const deployment = at?.deployments.find(({ findings }) => findings.includes(gravest));
  const [changes, isNew, isSo] = words[consequenceOf(gravest.rule)];
  const what = at && changesNothing(at.plan) ? isSo : deployment?.before ? changes : isNew;
  const more = others > 0 ? ours` And ${counted(others, "other")} beside it.` : ours``;
  return ours`## ❌ ${what} in ${texts.code(deployment?.name ?? "")}: ${texts.prose(gravest.message)}${more}`;
}

function unchangedLine(deployments: readonly DeploymentPreview[], texts: Texts): Markdown {
  const names = namesOf(deployments, texts);
  const questions = questionsOf(deployments);
  if (questions > 0)
    return ours`❔ Nothing changes in ${names}; ${counted(questions, "question")} about sign-in cannot be decided.`;
  return ours`✅ Nothing changes in ${names}, and sign-in keeps working.`;
}

/** What else a reviewer wants to know at once. */
function alsoOf(deployments: readonly DeploymentPreview[]): Markdown {
  const again = sum(deployments, ({ meaning }) => meaning.consents.filter(({ kind }) => kind === "again").length);
  const gains = deployments.some(({ meaning }) => meaning.access.changes.some(({ gained }) => gained.length > 0));
  const consents = again === 0 ? ours`` : ours`; people consent again to ${counted(again, "connection")}`;
  return gains ? ours`${consents}; some people gain tools` : consents;
}

function namesOf(deployments: readonly DeploymentPreview[], texts: Texts): Markdown {
  return texts.codes(
    deployments.map(({ name }) => name),
    4,
  );
}

function questionsOf(deployments: readonly DeploymentPreview[]): number {
  return sum(deployments, ({ findings }) => findings.filter((finding) => standing(finding) === "undecided").length);
}

function sum(deployments: readonly DeploymentPreview[], number: (deployment: DeploymentPreview) => number): number {
  return deployments.reduce((total, deployment) => total + number(deployment), 0);
}
