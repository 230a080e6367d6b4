import { afterAll, beforeAll, expect } from "@jest/globals";
import { requirement } from "../../support/requirement";
import { claimsOf } from "../support/sign-in-client";
import { registrationAt, SignInFixture } from "./fixture";

let fixture: SignInFixture;
beforeAll(async () => {
  fixture = await SignInFixture.start();
});
afterAll(() => fixture.stop());

requirement("sign-in.identities-apart", async () => {
  const numbers = Array.from({ length: 100 }, (_one, number) => number);
  const logins = numbers.map((number) => `person-${number}@example.com`);
  for (const login of logins) {
    fixture.vendor.people.set(`id of ${login}`, { id: `id of ${login}`, login, displayName: login });
  }
  const seen = await Promise.all(
    logins.map(async (login, number) => {
      const parameters = { state: login, scope: `openid read-${number}` };
      const { answer } = await fixture.client.authorize(registrationAt("one"), login, { parameters });
      const { body } = await fixture.client.redeem(registrationAt("one"), answer["code"] ?? "");
      const { sub, scp, jti } = claimsOf(body["access_token"]);
      return [answer["state"], sub, scp, claimsOf(body["id_token"])["sub"], jti];
    }),
  );
  expect(seen.map((one) => one.slice(0, 4))).toEqual(
    logins.map((login, number) => [login, login, ["openid", `read-${number}`], `id of ${login}`]),
  );
  expect(new Set(seen.map(([, , , , tokenId]) => tokenId)).size).toBe(logins.length);
});
