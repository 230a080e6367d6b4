// @ts-check
/**
 * Mutation score of checks/. Run it by hand on what was changed, some minutes a file: `npm run mutation -- --mutate "checks/rules/gate-*.ts"`.
 * Without `--mutate` it takes hours.
 * @type {import("@stryker-mutator/api/core").PartialStrykerOptions}
 */
export default {
  mutate: ["checks/**/*.ts"],
  testRunner: "jest",
  jest: {
    config: {
      // What runs in this process and is about checks/: tests that start Terraform, npm or main.ts take seconds for each mutant.
      testMatch: [
        "<rootDir>/test/checks/*.test.ts",
        "<rootDir>/test/checks/report/*.test.ts",
        "<rootDir>/test/checks/rules/*.test.ts",
        "<rootDir>/test/checks/wiring/**/*.test.ts",
      ],
      // Those that synthesize or read whole samples reach every rule: with them, each mutant would take seconds more.
      testPathIgnorePatterns: [
        "at-synth",
        "faults",
        "own-stacks",
        "property",
        "real-terraform",
        // It asks a program of Microsoft's.
        "sarif",
        "samples",
        "styles",
      ],
    },
    // Coverage tells which tests a mutant needs; looking for those that import it takes longer than most of them.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: "perTest",
  // Texts of rules and tables are formed once, when a file is loaded: each would need every test.
  ignoreStatic: true,
  ignorePatterns: ["/.ci", "/.state", "/bench", "/cdktf.out", "/dist"],
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true },
  concurrency: 1,
  // A machine that others use is slow at times, and a mutant that only took long would count as found.
  timeoutMS: 30_000,
  // Ignored by git, lint and jest; in node_modules jest would find no tests.
  tempDirName: "coverage/stryker",
};
