/** What a change means for people, one line each. */
import { type Block, importances } from "../markdown/blocks";
import { enumerated, join, ours, type Markdown, words } from "../markdown/markdown";
import type { AccessChange } from "../people/access";
import type { Reason } from "../people/consent";
import type { Consent, Meaning } from "../people/meaning";
import type { DeploymentPreview } from "../preview";
import type { Texts } from "./texts";

/** More lines of one kind are counted. */
const mostLines = 12;

/** The list. */
export function peopleBlock({ before, after, meaning }: DeploymentPreview, texts: Texts): Block {
  const full = (): Markdown => {
    const lines = after ? linesOf(meaning, texts) : goneLines(meaning, texts);
    const shown = lines.length > 0 ? lines : [ours`- Nothing changes for anybody.`];
    return join([ours`**What it means for people**`, ours``, ...shown], "\n");
  };
  const again = meaning.consents.filter(({ kind }) => kind === "again").length;
  const losing = meaning.access.changes.filter(({ lost }) => lost.length > 0).length;
  const short = (): Markdown =>
    ours`What it means for people: ${again} connections are consented to again, ${losing} groups lose tools.`;
  return { full, ...(before && { short }), importance: importances.people };
}

function linesOf(meaning: Meaning, texts: Texts): readonly Markdown[] {
  const { closures, consents, access, rotations, redirects, windows, replacesParts } = meaning;
  return [
    ...limited(
      closures.map(
        ({ label, isNew, because }) =>
          ours`- **Sign-in**: nobody ${isNew ? ours`any longer ` : ours``}gets to a tool through ${texts.code(label)} (${texts.codes(because)}).`,
      ),
    ),
    ...limited(consents.filter(({ kind }) => kind === "again").map((consent) => consentLine(consent, texts))),
    ...limited(consents.filter(({ kind }) => kind === "first").map((consent) => firstLine(consent, texts))),
    ...accessLines(access, texts),
    ...limited(
      rotations.map(
        ({ label, address }) =>
          ours`- **Secret**: the client secret of ${texts.code(label)} is replaced (${texts.code(address)}).`,
      ),
    ),
    ...limited(
      redirects.map(({ label, registeredBy }) =>
        registeredBy === undefined
          ? ours`- **Redirect URL**: Foundry gives ${texts.code(label)} a new one, and nothing in this plan registers it.`
          : ours`- **Redirect URL**: Foundry gives ${texts.code(label)} a new one; the same apply registers it (${texts.code(registeredBy)}).`,
      ),
    ),
    ...limited(
      windows.map(
        ({ address, missing }) =>
          ours`- **Window**: ${texts.code(address)} is destroyed before its successor is created. Between the two there is no such ${words(missing)}, and sign-in or calls that need it fail.`,
      ),
    ),
    ...(replacesParts && windows.length === 0
      ? [
          ours`- **Windows**: none follows from the order of the plan. What is replaced is created before its predecessor is destroyed.`,
        ]
      : []),
  ];
}

/** Nothing will be left. */
function goneLines({ access }: Meaning, texts: Texts): readonly Markdown[] {
  return [ours`- **Sign-in** ends, and every consent with it.`, ...accessLines(access, texts)];
}

function consentLine({ label, people, reasons, names: { before, after } }: Consent, texts: Texts): Markdown {
  const isRenamed = before !== undefined && before !== after;
  const next = after === undefined ? ours`a name that is known after the apply` : texts.code(after);
  const renamed = isRenamed ? ours` (${texts.code(before)} → ${next})` : ours``;
  const because = enumerated(reasons.map((reason) => reasonText(reason, texts)));
  return ours`- **Consent**: ${whoUses(people, texts)} of ${texts.code(label)} consents again, because the connection is replaced${renamed}: ${because}.`;
}

function firstLine({ label, people }: Consent, texts: Texts): Markdown {
  return ours`- **Consent**: ${whoUses(people, texts)} of the new connection ${texts.code(label)} consents at the first use.`;
}

function whoUses(people: Consent["people"], texts: Texts): Markdown {
  if (people === undefined) return ours`every user`;
  return people.length === 0 ? ours`every user (nobody is admitted)` : ours`every user (${texts.codes(people)})`;
}

function reasonText(reason: Reason, texts: Texts): Markdown {
  switch (reason.kind) {
    case "scopes": {
      const added = reason.added.length > 0 ? [ours`it requests ${texts.codes(reason.added)} as well`] : [];
      const removed = reason.removed.length > 0 ? [ours`it no longer requests ${texts.codes(reason.removed)}`] : [];
      return enumerated([...added, ...removed]);
    }
    case "fact": {
      const after = reason.after === undefined ? ours`one that is known after the apply` : texts.code(reason.after);
      const from = reason.before === undefined ? ours`` : ours` from ${texts.code(reason.before)}`;
      return ours`its ${words(reason.fact)} changes${from} to ${after}`;
    }
    case "secret":
      return ours`its client secret is replaced`;
    case "project":
      return ours`its Foundry project is another one`;
    case "attribute":
      return ours`${texts.codes(reason.paths)} changes`;
    case "terraform":
      return ours`Terraform gives the reason ${texts.code(reason.reason)}`;
  }
}

function accessLines({ changes, undecided }: Meaning["access"], texts: Texts): readonly Markdown[] {
  const losing = changes.filter(({ lost }) => lost.length > 0).map((change) => losingLine(change, texts));
  const gaining = changes
    .filter(({ gained }) => gained.length > 0)
    .map(({ who, gained }) => ours`- **Tools**: ${texts.code(who)} gains ${texts.codes(gained)}.`);
  return [
    ...limited(losing),
    ...limited(gaining),
    ...(undecided.length > 0
      ? [ours`- **Tools**: who may call what through ${texts.codes(undecided)} cannot be told before the apply.`]
      : []),
  ];
}

function losingLine({ who, lost, because }: AccessChange, texts: Texts): Markdown {
  const why = because.length === 0 ? ours`` : ours` (${texts.codes(because)})`;
  return ours`- **Tools**: ${texts.code(who)} **loses** ${texts.codes(lost)}${why}.`;
}

function limited(lines: readonly Markdown[]): readonly Markdown[] {
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines), ours`- And ${lines.length - mostLines} more of this kind.`];
}
