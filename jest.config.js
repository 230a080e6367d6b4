/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  // Tests wait for Terraform much of the time.
  maxWorkers: "100%",
  // A bound for what hangs, not a measure of speed: some tests run Terraform, on machines that others use too.
  testTimeout: 180_000,
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
    "^.+\\.js$": ["@swc/jest", { jsc: { target: "es2022" }, module: { type: "commonjs" } }],
  },
  // These are ECMAScript modules alone, which jest cannot require.
  transformIgnorePatterns: ["/node_modules/(?!(oidc-provider|jose|@octokit|universal-user-agent|before-after-hook)/)"],
  setupFiles: ["<rootDir>/test/support/loopback-only.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/cdktf.out"],
};
