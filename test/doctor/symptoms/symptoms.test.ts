/** The table of symptoms, and the page that is made from it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "@jest/globals";
import { symptoms } from "../../../doctor/symptoms";
import { sights, type Symptom } from "../../../doctor/symptoms/symptom";
import { troubleshootingDocument } from "../../../doctor/symptoms/troubleshooting";

const all: readonly (readonly [string, Symptom])[] = Object.entries(symptoms);
const document = readFileSync(join(__dirname, "../../../docs/troubleshooting.md"), "utf8");

describe("docs/troubleshooting.md", () => {
  it("is what `npm run troubleshooting` writes", () => {
    expect(document).toBe(troubleshootingDocument());
  });

  it("is arranged by what a person sees, each with the command that tells more", () => {
    const headings = [...document.matchAll(/^## (.*)\n\n`passthrough (doctor|verify) <deployment>/gm)];
    expect(headings.map(([, heading]) => heading)).toEqual(sights);
  });

  it("explains every symptom once, and leads to it from every other place where it is seen", () => {
    for (const [id, { sights: seen, page, cause }] of all) {
      expect(document.split(`<a id="${id}"></a>`)).toHaveLength(2);
      expect(document.split(`](#${id})`)).toHaveLength(seen.length);
      expect(document).toContain(`](${page})`);
      expect(cause).not.toBe("");
    }
  });

  it("shows every placeholder in a form that no browser takes for HTML", () => {
    const withoutCode = document.replaceAll(/`[^`]*`/g, "").replaceAll(/<a id="[a-z0-9-]+"><\/a>/g, "");
    expect(withoutCode).not.toMatch(/(?<!\\)<(?!https:)/);
  });
});

test.each(all)("%s names what to do in a deployment file and in a system that was made by hand", (_id, symptom) => {
  const { fix, cause } = symptom;
  expect(fix).toMatch(/deployment|Deploy|deploy|passthrough publish|\.source/);
  expect(fix).toMatch(
    /\b[Bb]y hand\b|passthrough publish|\bclock\b|licence|application\/json|identity\.authorizationServer|console/,
  );
  for (const sentence of [fix, cause]) expect(sentence).toMatch(/^[`A-Z].*\.$/s);
});
