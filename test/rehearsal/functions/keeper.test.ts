/** How long one program is kept, and how often another is tried. */
import { expect, test } from "@jest/globals";
import { Keeper, ProgramUnavailable, type ReadyProgram } from "../../../rehearsal/functions/host/keeper";

interface Fake extends ReadyProgram {
  isRunning: boolean;
  readonly number: number;
}

/** A keeper of programs that are started at once; what happens to them is written down. */
function keeper(fails: () => boolean = () => false): { readonly kept: Keeper<Fake>; readonly happened: string[] } {
  const happened: string[] = [];
  let count = 0;
  const kept = new Keeper<Fake>(async () => {
    const number = ++count;
    happened.push(`start ${number}`);
    await new Promise((done) => setImmediate(done));
    if (fails()) throw new Error("no");
    const program: Fake = {
      number,
      isRunning: true,
      stop: async () => {
        await new Promise((done) => setImmediate(done));
        program.isRunning = false;
        happened.push(`stopped ${number}`);
      },
    };
    return program;
  });
  return { kept, happened };
}

test("many ask, and one program is started", async () => {
  const { kept, happened } = keeper();
  const programs = await Promise.all(Array.from({ length: 100 }, () => kept.ready({})));
  expect(new Set(programs).size).toBe(1);
  expect(happened).toEqual(["start 1"]);
});

test("other settings are another program, which is started when the one before has stopped", async () => {
  const { kept, happened } = keeper();
  await kept.ready({ a: "1", b: "2" });
  await kept.ready({ b: "2", a: "1" });
  const [first, second] = await Promise.all([kept.ready({ a: "2" }), kept.ready({ a: "2" })]);
  expect(first).toBe(second);
  expect(happened).toEqual(["start 1", "stopped 1", "start 2"]);
});

test("a program that dies of every request is started three times", async () => {
  const { kept, happened } = keeper();
  for (let times = 0; times < 3; times += 1) (await kept.ready({})).isRunning = false;
  await expect(kept.ready({})).rejects.toThrow(ProgramUnavailable);
  expect(happened).toEqual(["start 1", "start 2", "start 3"]);
  expect((await kept.ready({ changed: "yes" })).number).toBe(4);
});

test("a program that has answered may die as often as it likes", async () => {
  const { kept } = keeper();
  for (let times = 0; times < 10; times += 1) {
    const program = await kept.ready({});
    kept.succeeded();
    program.isRunning = false;
  }
  expect((await kept.ready({})).number).toBe(11);
});

test("a program that cannot be started says why, and is tried three times", async () => {
  const { kept, happened } = keeper(() => true);
  for (let times = 0; times < 3; times += 1) await expect(kept.ready({})).rejects.toThrow("no");
  await expect(kept.ready({})).rejects.toThrow("failed 3 times in a row");
  expect(happened).toHaveLength(3);
});

test("what is closed while it starts is stopped, and starts no more", async () => {
  const { kept, happened } = keeper();
  const starting = kept.ready({});
  await kept.close();
  await starting;
  expect(happened).toEqual(["start 1", "stopped 1"]);
  await expect(kept.ready({})).rejects.toThrow(ProgramUnavailable);
});
