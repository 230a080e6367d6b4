import { test } from "@jest/globals";

/**
 * A test that needs something which not every machine has. Where it is missing the test is not run, and says so; with
 * `PASSTHROUGH_DEMAND_JUDGES=1` it fails.
 * @param name of the test
 * @param found what is needed, or a sentence that says why there is none
 * @param body the test
 */
export function optionalTest<Needed>(
  name: string,
  found: Needed | string,
  body: (needed: Needed) => Promise<void>,
): void {
  if (typeof found !== "string") {
    test(name, () => body(found));
  } else if (process.env["PASSTHROUGH_DEMAND_JUDGES"] === "1") {
    test(name, () => {
      throw new Error(found);
    });
  } else {
    const reason = `${name}: not run, because ${found}`;
    // A terminal's summary of skipped tests does not say why.
    process.stderr.write(`${reason}\n`);
    test.skip(reason, () => undefined);
  }
}
