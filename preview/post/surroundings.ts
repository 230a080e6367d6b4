/** What a workflow of GitHub says about itself in its environment. */
import { readFileSync } from "node:fs";
import { badApiUrl, badEvent, badRepository, noPullRequest, noToken } from "./errors";

/** A repository. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

const loopback: readonly string[] = ["127.0.0.1", "[::1]", "localhost"];

/**
 * The address of the API, without a slash at its end.
 * @returns `https://api.github.com` where `GITHUB_API_URL` says nothing
 * @throws {InputError} where a token must not be sent there
 */
export function apiUrlOf({ GITHUB_API_URL: found = "" }: NodeJS.ProcessEnv): string {
  if (found === "") return "https://api.github.com";
  if (!URL.canParse(found)) throw badApiUrl(found);
  const { protocol, hostname, username, password, search, hash, href } = new URL(found);
  const isPrivate = protocol === "https:" || (protocol === "http:" && loopback.includes(hostname));
  if (!isPrivate || [username, password, search, hash].some((part) => part !== "")) {
    throw badApiUrl(hostname === "" ? protocol : `${protocol}//${hostname}/…`);
  }
  return href.replace(/\/+$/, "");
}

/** The token. @throws {InputError} where there is none */
export function tokenOf({ GITHUB_TOKEN: token = "" }: NodeJS.ProcessEnv): string {
  if (token.trim() === "") throw noToken();
  return token.trim();
}

/** The repository. @throws {InputError} where it is not named */
export function repositoryOf({ GITHUB_REPOSITORY: found = "" }: NodeJS.ProcessEnv): Repository {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(found) ?? [];
  if (owner === undefined || repo === undefined) throw badRepository(found);
  return { owner, repo };
}

/** The commit for which a workflow runs; empty outside of one. */
export function commitOf({ GITHUB_SHA: commit = "" }: NodeJS.ProcessEnv): string {
  return commit;
}

/**
 * The number of the pull request for which a workflow runs.
 * @see https://docs.github.com/actions/reference/events-that-trigger-workflows#pull_request
 * @throws {InputError} where it runs for none
 */
export function pullRequestOf(environment: NodeJS.ProcessEnv): number {
  const number = numberInEvent(environment) ?? numberInRef(environment);
  if (number === undefined) throw noPullRequest();
  return number;
}

function numberInEvent({ GITHUB_EVENT_PATH: path = "" }: NodeJS.ProcessEnv): number | undefined {
  if (path === "") return undefined;
  let event: unknown;
  try {
    event = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw badEvent(path);
  }
  if (typeof event !== "object" || event === null) throw badEvent(path);
  const { pull_request: pullRequest } = event as { readonly pull_request?: { readonly number?: unknown } | null };
  const number = pullRequest?.number;
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function numberInRef({ GITHUB_REF: ref = "" }: NodeJS.ProcessEnv): number | undefined {
  const [, number] = /^refs\/pull\/([1-9]\d{0,9})\//.exec(ref) ?? [];
  return number === undefined ? undefined : Number(number);
}
