/** Everything that keeps a preview from being posted, in one line each. No message holds a token: what GitHub says is JSON-encoded and shortened. */
import { InputError } from "../../checks/wiring/readers/input-error";

const where = "GitHub";

/** The environment holds no token. */
export function noToken(): InputError {
  return new InputError(
    where,
    "GITHUB_TOKEN is not set. In a workflow write `env: { GITHUB_TOKEN: ${{ github.token }} }` at the step.",
  );
}

/** GitHub does not know the token. */
export function badToken(): InputError {
  return new InputError(where, "It does not accept GITHUB_TOKEN (401). Is the token of another host, or expired?");
}

/** The repository is not named as `owner/name`. */
export function badRepository(found: string): InputError {
  const what = found === "" ? "is not set" : `is ${encoded(found)}`;
  return new InputError(where, `GITHUB_REPOSITORY ${what}; allowed is <owner>/<name>.`);
}

/** The address of the API is not one that a token may be sent to. */
export function badApiUrl(found: string): InputError {
  return new InputError(
    where,
    `GITHUB_API_URL is ${encoded(found)}; allowed is an https URL without credentials, query and fragment, or http on this machine.`,
  );
}

/** The event of the workflow cannot be read. */
export function badEvent(path: string): InputError {
  return new InputError(
    where,
    `GITHUB_EVENT_PATH names ${encoded(path)}, which holds no JSON object that can be read.`,
  );
}

/** Nothing says which pull request is meant. */
export function noPullRequest(): InputError {
  return new InputError(
    where,
    "Neither GITHUB_EVENT_PATH nor GITHUB_REF names a pull request. Run this for the event pull_request, or write --pull-request <number>.",
  );
}

/** A number is no pull request that the token may see. */
export function notAPullRequest(repository: string, number: number): InputError {
  return new InputError(
    where,
    `${encoded(repository)} has no pull request ${number} that the token may see (404). Does the job have \`permissions: { pull-requests: write }\`?`,
  );
}

/** The token may not do what is needed. */
export function notPermitted(doing: string, status: number, message: string): InputError {
  return new InputError(
    where,
    `The token may not ${doing} (${status}, ${encoded(message)}). Give the job \`permissions: { pull-requests: write }\`; a pull request from a fork never has it.`,
  );
}

/** GitHub refuses a comment. */
export function refused(doing: string, message: string): InputError {
  return new InputError(where, `It refuses to ${doing} (422, ${encoded(message)}).`);
}

/** A limit of GitHub's holds longer than is waited for. */
export function limited(doing: string, seconds: number): InputError {
  return new InputError(
    where,
    `Its rate limit does not let the token ${doing}, and was waited for as long as is sensible; it asks for ${seconds} more seconds. Run this again later.`,
  );
}

/** GitHub cannot be reached. */
export function notReached(host: string): InputError {
  return new InputError(where, `${encoded(host)} cannot be reached, or answers with a redirect.`);
}

/** Any other answer. */
export function unexpected(doing: string, status: number, message: string): InputError {
  return new InputError(where, `It does not ${doing} (${status}, ${encoded(message)}).`);
}

/** Somebody else changes the comments all the time. */
export function neverSettles(rounds: number): InputError {
  return new InputError(
    where,
    `Comments of this preview changed while they were written, ${rounds} times in a row. Does another run post the same preview?`,
  );
}

/** No pull request was merged as a commit. */
export function notMerged(commit: string): InputError {
  return new InputError(
    where,
    `No pull request was merged as the commit ${encoded(commit)}, so nobody has reviewed a preview of it. Read this preview and give its fingerprint with --same-as.`,
  );
}

function encoded(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
