import { expect, test } from "@jest/globals";
import { requirement } from "../../../support/requirement";
import type { Stand } from "./stand";

const evil = "https://evil.example/";

/** Addresses that are nearly a redirect URI, or lead away from it. */
const almost = (right: string): readonly string[] => [
  evil,
  "",
  "//evil.example/",
  "javascript:alert(1)",
  "data:text/html,evil",
  right.toUpperCase(),
  right.replace("https:", "http:"),
  right.replace("https://", "https://evil.example@"),
  right.replace("https://", "https://evil.example\\"),
  right.replace("https://", `${evil}?`),
  right.replace("global.", "evil."),
  right.replace(".net/", ".net.evil.example/"),
  right.replace(".net/", ".net:8443/"),
  right.replace(".net/", ".net:443/"),
  right.replace(".net/", ".net./"),
  right.slice(0, -1),
  `${right}/`,
  `${right}/../../evil`,
  `${right}%2F..%2Fevil`,
  `${right}?next=${evil}`,
  `${right}?`,
  `${right}#`,
  `${right}#${evil}`,
  `${right} ${evil}`,
  ` ${right}`,
  `${right}\n`,
  `${right}\0`,
];

/** Nobody is sent anywhere but to where they belong. */
export function sendsNobodyAway(stand: Stand): void {
  /** The authorization request of the connection, with a redirect URI that may come twice. */
  const asking = (...redirectUris: readonly string[]): string => {
    const { authorizationUrl, credentials, scopes } = stand.client(stand.connection);
    const url = new URL(authorizationUrl);
    const parameters = {
      client_id: credentials.clientId,
      response_type: "code",
      scope: scopes.join(" "),
      state: "mine",
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    for (const uri of redirectUris) url.searchParams.append("redirect_uri", uri);
    return url.href;
  };

  requirement(
    "sign-in.no-open-redirect",
    async () => {
      const person = stand.somebody();
      await stand.answer(person, await stand.newLink(person));
      const { authorizationUrl, redirectUrl } = stand.client(stand.connection);
      const { host } = new URL(authorizationUrl);
      const foreign = stand.client(stand.neighbour).redirectUrl;
      const requests = [
        ...[...almost(redirectUrl), foreign].map((uri) => asking(uri)),
        asking(redirectUrl, evil),
        asking(evil, redirectUrl),
        asking(),
      ];
      // Somebody who is signed in would be sent on at once, without a page in between.
      for (const request of requests) {
        const page = await person.browser.open(request, person.login);
        const { searchParams } = new URL(request);
        expect({ asked: searchParams.getAll("redirect_uri"), status: page.status, pages: page.visited.length }).toEqual(
          {
            asked: searchParams.getAll("redirect_uri"),
            status: 400,
            pages: 1,
          },
        );
        expect(page.host).toBe(host);
      }
    },
    stand.provider,
  );

  requirement(
    "foundry.no-open-redirect",
    async () => {
      const link = await stand.newLink(stand.somebody());
      const { authorizationUrl, redirectUrl } = stand.client(stand.connection);
      const names = ["redirect_uri", "authorizationUrl", "returnUrl", "url", "next", "state", "client_id", "scope"];
      const target = new URLSearchParams(Object.fromEntries(names.map((name) => [name, evil])));
      const { status, location } = await stand.get(`${link}&${target.toString()}`);
      expect([status, location]).toEqual([302, expect.stringMatching(/^https:/)]);
      const at = new URL(location ?? "");
      expect(`${at.origin}${at.pathname}`).toBe(authorizationUrl);
      expect(at.searchParams.getAll("redirect_uri")).toEqual([redirectUrl]);
      expect(location).not.toContain("evil");
    },
    `a link with targets of its own, ${stand.provider}`,
  );

  test("the site's own pages for signing in and out lead nowhere", async () => {
    const { origin } = new URL(stand.connection.serverUrl);
    for (const path of ["login/aad", "login/okta", "logout", "login/done", "callback"]) {
      const query = new URLSearchParams({ post_login_redirect_uri: evil, post_logout_redirect_uri: evil, redir: evil });
      const { status, location } = await stand.get(`${origin}/.auth/${path}?${query.toString()}`);
      expect([path, location]).toEqual([path, null]);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });
}
