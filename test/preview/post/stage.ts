import { Comments } from "../../../preview/post/comments";
import { connect } from "../../../preview/post/github";
import { setOf } from "../../../preview/post/marker";
import { post, postedFingerprint } from "../../../preview/post/sticky";
import { GithubServer, token } from "./github-server";

/** Fingerprints of two changes. */
export const fingerprints = { one: "1".repeat(64), other: "2".repeat(64) } as const;

/** A GitHub that is posted to. */
export interface Stage {
  readonly server: GithubServer;
  /** How long was waited, in milliseconds. */
  readonly waits: number[];
  readonly post: (parts: readonly string[], names?: readonly string[], fingerprint?: string) => Promise<void>;
  readonly posted: (names?: readonly string[]) => Promise<string | undefined>;
}

const usualNames = ["weather-okta-dev"];

/** Runs something at a GitHub of its own, whose waits take no time. */
export async function atGithub(
  run: (stage: Stage) => Promise<void>,
  { number = 7, held = token }: { readonly number?: number; readonly held?: string } = {},
): Promise<void> {
  const server = new GithubServer();
  const apiUrl = await server.start();
  const waits: number[] = [];
  let now = 1_700_000_000_000;
  const wait = (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
    now += milliseconds;
    return Promise.resolve();
  };
  try {
    const github = await connect({ apiUrl, token: held, time: { now: () => now, wait } });
    const comments = new Comments(github, apiUrl, { owner: "octo", repo: "weather", number });
    await run({
      server,
      waits,
      post: (parts, names = usualNames, fingerprint: string = fingerprints.one) =>
        post(comments, { set: setOf(names), fingerprint, parts }),
      posted: (names = usualNames) => postedFingerprint(comments, setOf(names)),
    });
  } finally {
    await server.stop();
  }
}
