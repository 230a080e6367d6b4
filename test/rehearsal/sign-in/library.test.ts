import { expect, jest, test } from "@jest/globals";
import { loadLibrary } from "../../../rehearsal/sign-in/library";
import { requirement } from "../../support/requirement";
import { ada, registrationAt, SignInFixture } from "./fixture";

requirement("sign-in.silent-library", async () => {
  const spies = (["log", "info", "warn", "error"] as const).map((name) => jest.spyOn(console, name));
  const fixture = await SignInFixture.start();
  await fixture.client.signIn(registrationAt("one"), ada.login);
  await fixture.stop();
  for (const spy of spies) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});

test("warnings of others are printed as ever while the library is loaded", async () => {
  const warn = jest.spyOn(console, "warn").mockReturnValue();
  const loading = loadLibrary();
  console.warn("something else");
  await loading;
  expect(warn.mock.calls).toEqual([["something else"]]);
  warn.mockRestore();
});
