// @ts-check
import process from "node:process";

/**
 * Mutation score of a part of checks/: `npm run mutation` for the rules, `MUTATION=wiring npm run mutation` or `MUTATION=report npm run
 * mutation` for the rest. Run it by hand on what was changed: `npm run mutation -- --mutate "checks/rules/gate-*.ts"`.
 */

/**
 * What is changed, and the tests that are about it and run in this process alone: tests that start Terraform, npm or main.ts take seconds for
 * each mutant, and so do those that judge whole configurations, which reach everything.
 * @type {Readonly<Record<string, { readonly mutate: string[], readonly tests: string[] }>>}
 */
const parts = {
  rules: { mutate: ["checks/rules/**/*.ts"], tests: ["test/checks/rules/*.test.ts"] },
  wiring: {
    mutate: ["checks/wiring/**/*.ts"],
    tests: [
      "test/checks/wiring/*.test.ts",
      "test/checks/wiring/layers/texts.test.ts",
      "test/checks/wiring/layers/styles.test.ts",
      "test/checks/wiring/readers/h*.test.ts",
      "test/checks/wiring/readers/sources.test.ts",
    ],
  },
  report: {
    mutate: ["checks/*.ts", "checks/report/*.ts", "!checks/at-synth.ts"],
    tests: ["test/checks/acceptances.test.ts", "test/checks/check.test.ts", "test/checks/report/[fr]*.test.ts"],
  },
};

const part = parts[process.env["MUTATION"] ?? "rules"];
if (part === undefined) throw new Error(`MUTATION must be one of ${Object.keys(parts).join(", ")}.`);

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: part.mutate,
  testRunner: "jest",
  jest: {
    config: {
      // Nothing else is looked at, once for each mutant.
      roots: ["<rootDir>/checks", "<rootDir>/test/checks", "<rootDir>/test/support"],
      testMatch: part.tests.map((tests) => `<rootDir>/${tests}`),
    },
    // Coverage tells which tests a mutant needs; looking for those that import it takes longer than most of them.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: "perTest",
  // Texts of rules and tables are formed once, when a file is loaded: each would need every test.
  ignoreStatic: true,
  ignorePatterns: ["/.ci", "/.state", "/bench", "/cdktf.out", "/coverage", "/dist"],
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true },
  concurrency: 2,
  // A machine that others use is slow at times, and a mutant that only took long would count as found.
  timeoutMS: 30_000,
  // Ignored by git, lint and jest; in node_modules jest would find no tests.
  tempDirName: "coverage/stryker",
};
