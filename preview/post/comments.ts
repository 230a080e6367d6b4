import { notAPullRequest } from "./errors";
import { type Github, problemOf } from "./github";
import { isRequestError } from "./patience";
import type { Repository } from "./surroundings";

/** A comment of our own. */
export interface Comment {
  /** Later comments have higher numbers. */
  readonly id: number;
  readonly body: string;
}

/** The pull request that is commented on. */
export interface PullRequest extends Repository {
  readonly number: number;
}

/** The comments of a pull request that the holder of the token wrote: those of others are never seen, whatever they say. */
export class Comments {
  private readonly github: Github;
  private readonly apiUrl: string;
  private readonly pullRequest: PullRequest;

  constructor(github: Github, apiUrl: string, pullRequest: PullRequest) {
    this.github = github;
    this.apiUrl = apiUrl;
    this.pullRequest = pullRequest;
  }

  /**
   * Our comments, in the order in which they are shown.
   * @throws {InputError} where there is no such pull request, or the token may not read it
   */
  async ours(): Promise<readonly Comment[]> {
    await this.demandPullRequest();
    const login = await this.viewer();
    const { owner, repo, number: issue_number } = this.pullRequest;
    const all = await this.attempt("read the comments", () =>
      this.github.paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
        owner,
        repo,
        issue_number,
        per_page: 100,
      }),
    );
    return all
      .filter(({ user }) => user?.login === login)
      .map(({ id, body = "" }) => ({ id, body }))
      .toSorted((one, other) => one.id - other.id);
  }

  /** Writes a comment below all others. @throws {InputError} */
  async create(body: string): Promise<Comment> {
    const { owner, repo, number: issue_number } = this.pullRequest;
    const { data } = await this.attempt("comment", () =>
      this.github.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
        owner,
        repo,
        issue_number,
        body,
      }),
    );
    return { id: data.id, body };
  }

  /** Replaces the text of a comment. @returns false where somebody has removed it @throws {InputError} */
  async update(comment_id: number, body: string): Promise<boolean> {
    const { owner, repo } = this.pullRequest;
    return this.attemptUnlessGone("update a comment", () =>
      this.github.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
        owner,
        repo,
        comment_id,
        body,
      }),
    );
  }

  /** Removes a comment, if it is still there. @throws {InputError} */
  async remove(comment_id: number): Promise<void> {
    const { owner, repo } = this.pullRequest;
    await this.attemptUnlessGone("remove a comment", () =>
      this.github.request("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", { owner, repo, comment_id }),
    );
  }

  /** GitHub lets issues be commented on in the same way. */
  private async demandPullRequest(): Promise<void> {
    const { owner, repo, number: pull_number } = this.pullRequest;
    const found = await this.attemptUnlessGone("read the pull request", () =>
      this.github.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { owner, repo, pull_number }),
    );
    if (!found) throw notAPullRequest(`${owner}/${repo}`, pull_number);
  }

  /**
   * Who holds the token. Only GraphQL tells it for the tokens of apps, such as that of a workflow.
   * @see https://docs.github.com/graphql/reference/queries#viewer
   */
  private async viewer(): Promise<string> {
    const { viewer } = await this.attempt("say whose it is", () =>
      this.github.graphql<{ readonly viewer: { readonly login: string } }>("query { viewer { login } }"),
    );
    return viewer.login;
  }

  private async attemptUnlessGone(doing: string, send: () => Promise<unknown>): Promise<boolean> {
    return this.attempt(doing, async () => {
      try {
        await send();
        return true;
      } catch (error) {
        if (isRequestError(error) && error.status === 404) return false;
        throw error;
      }
    });
  }

  private async attempt<Answer>(doing: string, send: () => Promise<Answer>): Promise<Answer> {
    try {
      return await send();
    } catch (error) {
      throw problemOf(error, doing, this.apiUrl);
    }
  }
}
