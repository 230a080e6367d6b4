/** Secrets stand in every place of a plan, and in no output of any kind. */
import { describe, expect, test } from "@jest/globals";
import { fingerprint } from "../../preview/fingerprint";
import { outcomeOf } from "../../preview/outcome";
import { render, renderWhole } from "../../preview/render/render";
import { planted } from "./support/planted";
import { previewed } from "./support/previewed";

const { plan, secrets, mask, ofEnvironment } = planted();

/** Places whose secrets stand in a text. */
function leaksIn(text: string): readonly string[] {
  return [...secrets].filter(([, secret]) => text.includes(secret)).map(([place]) => place);
}

async function outputs(): Promise<ReadonlyMap<string, string>> {
  const preview = await previewed(plan, { masks: [mask], secrets: [ofEnvironment] });
  return new Map([
    ["the comment", render(preview).join("\n")],
    ["the comment in many small parts", render(preview, { characters: 4_000, parts: 50 }).join("\n")],
    ["the comment, shortened", render(preview, { characters: 5_000, parts: 1, whole: "preview.md" }).join("\n")],
    ["the whole", renderWhole(preview)],
    ["the fingerprint", fingerprint(preview)],
    ["the numbers", JSON.stringify(outcomeOf(preview))],
  ]);
}

describe("a plan with secrets in every place", () => {
  test("shows what it shows in every output, and none of the secrets", async () => {
    const all = await outputs();
    expect(secrets.size).toBeGreaterThan(30);
    expect([...all].map(([name, text]) => [name, leaksIn(text)])).toEqual([...all.keys()].map((name) => [name, []]));
    const whole = all.get("the whole") ?? "";
    // The places themselves are shown: what is not in the output at all would be no proof.
    for (const shown of [
      "DB_PASSWORD",
      "primary_access_key",
      "client_secret",
      "check.endpoint",
      "target",
      "keepers.token",
    ]) {
      expect(whole).toContain(shown);
    }
    expect(whole.match(/\(sensitive\)/g)?.length).toBeGreaterThan(25);
  });

  test("would show them without the discretion", () => {
    expect(leaksIn(JSON.stringify(plan)).length).toBe(secrets.size);
  });
});

test("the fingerprint hangs on no secret, only on whether it changes", async () => {
  const replaced = (text: string): string => text.replaceAll(/pl4nted(\d{3})Xq7/g, "0ther$1Value99");
  const other = JSON.parse(replaced(JSON.stringify(plan))) as typeof plan;
  const one = await previewed(plan, { masks: [mask], secrets: [ofEnvironment] });
  const two = await previewed(other, { masks: [mask], secrets: [replaced(ofEnvironment)] });
  expect(fingerprint(two)).toBe(fingerprint(one));
});
