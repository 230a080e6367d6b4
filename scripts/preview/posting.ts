/** Previews at GitHub: where one is posted, and whether it is the one that was posted. */
import { Comments } from "../../preview/post/comments";
import { connect } from "../../preview/post/github";
import { allDeployments, setOf } from "../../preview/post/marker";
import { mergedPullRequest } from "../../preview/post/merged";
import { post, postedFingerprint } from "../../preview/post/sticky";
import { apiUrlOf, commitOf, pullRequestOf, repositoryOf, tokenOf } from "../../preview/post/surroundings";
import { anotherChange, nothingPosted } from "./errors";
import type { PreviewCommandOptions } from "./options";

/** A preview as GitHub is told of it. */
export interface Postable {
  readonly fingerprint: string;
  readonly parts: readonly string[];
}

/** What is done with a preview once it is made. */
export interface Posting {
  /** Posts it, where that was asked for. @throws {InputError} where GitHub does not take it */
  post(preview: Postable): Promise<void>;
  /**
   * Compares it with the one that was reviewed, where that was asked for.
   * @returns what to say where the change is another one
   * @throws {InputError} where GitHub does not tell
   */
  difference(preview: Postable): Promise<string | undefined>;
}

/**
 * Reads from the environment all that posting and comparing need, so that nobody waits for a plan that cannot be posted.
 *
 * @param chosen the deployments as they were named; none means all there are
 * @throws {InputError} where the environment says too little
 */
export function preparePosting(
  chosen: readonly string[],
  { post: isPosted, sameAs, pullRequest, plan }: PreviewCommandOptions,
  environment: NodeJS.ProcessEnv,
): Posting {
  const set = setOf(chosen.length > 0 ? chosen : plan.length > 0 ? plan : allDeployments);
  const place = isPosted !== undefined || sameAs === "github" ? placeOf(environment) : undefined;
  const number = pullRequest ?? (isPosted === undefined ? undefined : pullRequestOf(environment));
  const comments = place && once(() => commentsAt(place, number));
  return {
    post: async ({ fingerprint, parts }) => {
      if (comments && isPosted !== undefined) await post(await comments(), { set, fingerprint, parts });
    },
    difference: async ({ fingerprint }) => {
      if (sameAs === undefined) return undefined;
      const reviewed = comments && sameAs === "github" ? await postedFingerprint(await comments(), set) : sameAs;
      if (reviewed === undefined) return nothingPosted(fingerprint);
      return reviewed === fingerprint ? undefined : anotherChange(fingerprint, reviewed);
    },
  };
}

type Place = ReturnType<typeof placeOf>;

function placeOf(environment: NodeJS.ProcessEnv) {
  return {
    apiUrl: apiUrlOf(environment),
    token: tokenOf(environment),
    repository: repositoryOf(environment),
    commit: commitOf(environment),
  };
}

async function commentsAt({ apiUrl, token, repository, commit }: Place, number: number | undefined): Promise<Comments> {
  const github = await connect({ apiUrl, token });
  const found = number ?? (await mergedPullRequest(github, apiUrl, repository, commit));
  return new Comments(github, apiUrl, { ...repository, number: found });
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => (made ??= make());
}
