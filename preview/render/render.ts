/** Renders previews: as the parts of a comment, and as a whole. */
import { withinLimit } from "../discretion/masks";
import { always, type Block, importances } from "../markdown/blocks";
import { fit } from "../markdown/fit";
import { join, ours, type Markdown } from "../markdown/markdown";
import { mermaid } from "../picture/mermaid";
import { pictureOf } from "../picture/picture";
import { changesNothing } from "../plan/plan";
import { deploymentsOf, type DeploymentPreview, type PlanPreview, type Preview } from "../preview";
import { countsBlock } from "./counts";
import { findingBlocks } from "./findings";
import { foldBlocks } from "./folds";
import { headline } from "./headline";
import { peopleBlock } from "./people";
import { scopeBlocks } from "./scopes";
import { Texts } from "./texts";

/** Most characters of a comment at GitHub. */
export const githubLimit = 65_536;

/** How a comment is rendered. */
export interface RenderOptions {
  /** Most characters of a part, as UTF-16 counts them. @default 65,536, what GitHub takes */
  readonly characters?: number;
  /** Most parts; what does not fit is shortened. @default 3 */
  readonly parts?: number;
  /** Whether plans that change nothing are left out. @default one line tells them */
  readonly skipUnchanged?: boolean;
  /** Where the whole is kept, for people to find. @default it is kept nowhere */
  readonly whole?: string;
}

/**
 * The parts of a comment, the verdict first. None where nothing changes and that is not to be told.
 *
 * @throws {InputError} where values are nested too deep, or masks take too long
 */
export function render(preview: Preview, options: RenderOptions = {}): readonly string[] {
  const { characters = githubLimit, parts = 3, whole } = options;
  return rendered(preview, (texts) => {
    const blocks = blocksOf(preview, texts, options, false);
    if (blocks.length === 0) return [];
    const where = whole === undefined ? ours`` : ours` The whole is in ${texts.code(whole)}.`;
    return fit(
      blocks,
      { characters, parts },
      ({ shortened, leftOut }) =>
        ours`*To fit, ${shortened} pieces were shortened and ${leftOut} were left out, those that matter least first.*${where}`,
    ).parts;
  });
}

/**
 * The same without any limit; empty where nothing changes and that is not to be told.
 *
 * @throws {InputError} where values are nested too deep, or masks take too long
 */
export function renderWhole(preview: Preview, options: Pick<RenderOptions, "skipUnchanged"> = {}): string {
  return rendered(
    preview,
    (texts) => {
      const blocks = blocksOf(preview, texts, options, true);
      return blocks.length === 0
        ? ""
        : `${join(
            blocks.map(({ full }) => full()),
            "\n\n",
          )}\n`;
    },
    true,
  );
}

function rendered<Result>(preview: Preview, work: (texts: Texts) => Result, isWhole = false): Result {
  const { discretion } = preview;
  return withinLimit(discretion.masks, () => work(new Texts(discretion, isWhole)));
}

function blocksOf(
  preview: Preview,
  texts: Texts,
  { skipUnchanged = false }: RenderOptions,
  isWhole: boolean,
): readonly Block[] {
  const isQuiet = preview.verdict !== "fail" && preview.plans.every(({ plan }) => changesNothing(plan));
  if (isQuiet) return skipUnchanged ? [] : [always(headline(preview, texts))];
  const changed = preview.plans.filter(isTold);
  const unchanged = preview.plans.filter((plan) => !isTold(plan));
  const hasHeadings = deploymentsOf(preview).length > 1;
  return [
    always(headline(preview, texts)),
    ...findingBlocks(preview, texts),
    ...changed.flatMap((plan) => planBlocks(plan, { texts, isWhole, hasHeadings })),
    ...(skipUnchanged ? [] : unchanged.map((plan) => unchangedBlock(plan, texts))),
  ];
}

/** Whether there is more to say of a plan than that it changes nothing. */
function isTold({ plan, deployments }: PlanPreview): boolean {
  const isBroken = deployments.some(({ findings }) =>
    findings.some(
      ({ outcome, severity, accepted }) => outcome === "fail" && severity === "error" && accepted === undefined,
    ),
  );
  return isBroken || !changesNothing(plan);
}

interface PlanOptions {
  readonly texts: Texts;
  readonly isWhole: boolean;
  readonly hasHeadings: boolean;
}

function planBlocks({ plan, deployments }: PlanPreview, options: PlanOptions): readonly Block[] {
  const { texts, hasHeadings } = options;
  return [
    ...deployments.flatMap((deployment) => [
      ...(hasHeadings ? [heading(deployment, texts)] : []),
      ...pictureBlocks(deployment, texts),
      ...scopeBlocks(deployment, texts),
      peopleBlock(deployment, texts),
    ]),
    countsBlock(plan),
    ...foldBlocks(plan, options),
  ];
}

function heading({ name }: DeploymentPreview, texts: Texts): Block {
  return { full: () => ours`### ${texts.code(name)}`, importance: importances.counts };
}

function pictureBlocks(deployment: DeploymentPreview, texts: Texts): readonly Block[] {
  const picture = pictureOf(deployment);
  if (!picture || picture.nodes.length === 0) return [];
  return [{ full: () => mermaid(picture, texts.clear), importance: importances.picture }];
}

function unchangedBlock({ deployments }: PlanPreview, texts: Texts): Block {
  const names = texts.codes(deployments.map(({ name }) => name));
  const line: Markdown = ours`Nothing changes in ${names}.`;
  return { full: () => line, importance: importances.counts };
}
