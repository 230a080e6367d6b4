import { notMerged } from "./errors";
import { type Github, problemOf } from "./github";
import type { Repository } from "./surroundings";

/**
 * The number of the pull request that was merged as a commit: as a merge, squashed, or with this one as the last of several.
 *
 * @see https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit
 * @throws {InputError} where there is none, or the token may not see it
 */
export async function mergedPullRequest(
  github: Github,
  apiUrl: string,
  { owner, repo }: Repository,
  commit_sha: string,
): Promise<number> {
  try {
    const all = await github.paginate("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", {
      owner,
      repo,
      commit_sha,
      per_page: 100,
    });
    const merged = all.find(({ merged_at, merge_commit_sha }) => merged_at !== null && merge_commit_sha === commit_sha);
    if (!merged) throw notMerged(commit_sha);
    return merged.number;
  } catch (error) {
    throw problemOf(error, "see which pull request was merged", apiUrl);
  }
}
