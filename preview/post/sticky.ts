/** One preview a pull request and set of deployments: updated where it stands, in the order of its parts, never beside an older one. */
import type { Comment, Comments } from "./comments";
import { neverSettles } from "./errors";
import { readMarker, withMarker } from "./marker";

/** What is posted. */
export interface Posting {
  /** Which deployments, as `setOf` says it. */
  readonly set: string;
  readonly fingerprint: string;
  /** None where nothing is to be said: then nothing of this set is left. */
  readonly parts: readonly string[];
}

/** Rounds in which somebody else may come between. */
const mostRounds = 4;

/** Posts a preview. @throws {InputError} where GitHub does not take it */
export async function post(comments: Comments, { set, fingerprint, parts }: Posting): Promise<void> {
  const bodies = parts.map((text, index) =>
    withMarker({ set, fingerprint, part: index + 1, parts: parts.length }, text),
  );
  const seen = new Seen(comments, set);
  for (let round = 1; round <= mostRounds; round += 1) {
    const found = await seen.list();
    if (isAsWanted(found, bodies)) return;
    await bring(found, bodies, comments, seen);
  }
  if (!isAsWanted(await seen.list(), bodies)) throw neverSettles(mostRounds);
}

/**
 * The fingerprint of the preview that was posted last.
 * @returns undefined where none was, or one whose parts do not belong together
 * @throws {InputError} where GitHub does not tell
 */
export async function postedFingerprint(comments: Comments, set: string): Promise<string | undefined> {
  const markers = (await comments.ours()).map(({ body }) => readMarker(body)).filter((marker) => marker?.set === set);
  const [first] = markers;
  const isWhole = markers.every(
    (marker, index) =>
      marker?.part === index + 1 && marker.parts === markers.length && marker.fingerprint === first?.fingerprint,
  );
  return isWhole ? first?.fingerprint : undefined;
}

/** GitHub may list what was true a moment ago: what was done in this run is known better. */
class Seen {
  private readonly comments: Comments;
  private readonly set: string;
  private readonly written = new Map<number, string>();
  private readonly gone = new Set<number>();

  constructor(comments: Comments, set: string) {
    this.comments = comments;
    this.set = set;
  }

  async list(): Promise<readonly Comment[]> {
    const listed = (await this.comments.ours()).filter(({ body }) => readMarker(body)?.set === this.set);
    const bodies = new Map([...listed.map(({ id, body }) => [id, body] as const), ...this.written]);
    return [...bodies]
      .filter(([id]) => !this.gone.has(id))
      .map(([id, body]) => ({ id, body }))
      .toSorted((one, other) => one.id - other.id);
  }

  wrote({ id, body }: Comment): void {
    this.written.set(id, body);
  }

  lost(id: number): void {
    this.written.delete(id);
    this.gone.add(id);
  }
}

function isAsWanted(found: readonly Comment[], bodies: readonly string[]): boolean {
  return found.length === bodies.length && found.every(({ body }, index) => isSame(body, bodies[index]));
}

/** GitHub may store another kind of line end, and cuts white space at the end. */
function isSame(stored: string, wanted = ""): boolean {
  const normal = (text: string): string => text.replaceAll("\r\n", "\n").trimEnd();
  return normal(stored) === normal(wanted);
}

/** One comment after the other: GitHub wants no writes at the same time, and the order of new ones is that of their creation. */
async function bring(
  found: readonly Comment[],
  bodies: readonly string[],
  comments: Comments,
  seen: Seen,
): Promise<void> {
  for (const [index, body] of bodies.entries()) {
    const comment = found[index];
    if (comment === undefined) {
      seen.wrote(await comments.create(body));
    } else if (!isSame(comment.body, body)) {
      if (await comments.update(comment.id, body)) seen.wrote({ id: comment.id, body });
      else seen.lost(comment.id);
    }
  }
  for (const { id } of found.slice(bodies.length)) {
    await comments.remove(id);
    seen.lost(id);
  }
}
