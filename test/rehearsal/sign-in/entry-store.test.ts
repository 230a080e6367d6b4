import { expect, test } from "@jest/globals";
import { createClock, skewed } from "../../../rehearsal/clock";
import { Decisions } from "../../../rehearsal/sign-in/decisions";
import { EntryStore } from "../../../rehearsal/sign-in/entry-store";
import { requirement } from "../../support/requirement";

const now = (): number => Math.floor(Date.now() / 1000);

requirement("sign-in.memory-bounded", async () => {
  const store = new EntryStore(createClock(), undefined, 3);
  for (const id of ["a", "b", "c", "d"]) await store.upsert(id, { exp: now() + 60 }, 60);
  const found = await Promise.all(["a", "b", "d"].map((id) => store.find(id)));
  expect([store.size, found.map((entry) => entry !== undefined)]).toEqual([3, [false, true, true]]);
});

requirement(
  "sign-in.memory-bounded",
  async () => {
    const clock = createClock();
    const store = new EntryStore(clock);
    await store.upsert("old", { exp: now() + 60 }, 60);
    await clock.advance(2 * 3600 * 1000);
    await store.upsert("new", { exp: now() + 60 }, 60);
    expect([store.size, await store.find("old")]).toEqual([1, undefined]);
  },
  "an entry that ended",
);

requirement(
  "sign-in.memory-bounded",
  () => {
    const decisions = new Decisions(2);
    const decision = { scopes: [], consent: [], accessTokenSeconds: 1, refreshTokenIdleSeconds: 1 };
    for (const id of ["a", "b", "c"]) decisions.keep(id, decision);
    expect(["a", "b", "c", undefined].map((id) => decisions.find(id) !== undefined)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  },
  "decisions",
);

test("an entry ages with the clock of the cloud, whatever the machine's says", async () => {
  const clock = createClock();
  const store = new EntryStore(clock);
  const written = { iat: now(), exp: now() + 600, kind: "AuthorizationCode" };
  await store.upsert("a", written, 600);
  await clock.advance(400_000);
  expect(await store.find("a")).toEqual({ ...written, iat: written.iat - 400, exp: written.exp - 400 });
  await store.upsert("a", written, 600);
  expect(await store.find("a")).toEqual(written);
});

test("a clock that is behind works as well", async () => {
  const store = new EntryStore(skewed(createClock(), -3_600_000));
  const written = { exp: now() + 600 };
  await store.upsert("a", written, 600);
  expect(await store.find("a")).toEqual(written);
});

test("what is handed out cannot change what is kept", async () => {
  const store = new EntryStore(createClock());
  const params = { scope: "read" };
  await store.upsert("a", { params }, 60);
  params.scope = "write";
  const found = await store.find("a");
  if (found?.params !== undefined) found.params["scope"] = "delete";
  expect(await store.find("a")).toMatchObject({ params: { scope: "read" } });
});

test("entries are found by session and removed by grant", async () => {
  const store = new EntryStore(createClock());
  await store.upsert("a", { uid: "session", grantId: "one" }, 60);
  await store.upsert("b", { grantId: "one" }, 60);
  await store.upsert("c", { grantId: "two" }, 60);
  expect(await store.findByUid("session")).toMatchObject({ grantId: "one" });
  await store.revokeByGrantId("one");
  const left = await Promise.all(["a", "b", "c"].map((id) => store.find(id)));
  expect(left.map((entry) => entry !== undefined)).toEqual([false, false, true]);
  expect(await store.findByUid("session")).toBeUndefined();
});
