import js from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Bindings cost seconds and hundreds of megabytes when imported as a whole. */
const noRootImports = {
  regex: "^@cdktf/provider-(azurerm|azuread|okta|random)$",
  message: "Import one resource: @cdktf/provider-azurerm/lib/resource-group.",
};

/** @param {string[]} folders folders of this project that must not be imported */
const notFrom = (folders, why) => ({
  regex: `^(\\.\\./)+(${folders.join("|")})(/|$)`,
  message: why,
});

const noCdktf = { regex: "^(cdktf|constructs|@cdktf/.*)$", message: "Only main.ts, stacks/ and test/ know cdktf." };

const restrict = (...patterns) => ({
  "no-restricted-imports": ["error", { patterns: [noRootImports, ...patterns] }],
});

export default defineConfig(
  { ignores: ["**/dist", "cdktf.out", "coverage", "node_modules"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { jsdoc },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...restrict(),
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true, MethodDefinition: false },
          contexts: ["TSInterfaceDeclaration", "TSTypeAliasDeclaration"],
        },
      ],
      "jsdoc/check-param-names": "error",
      "jsdoc/check-tag-names": "error",
      "jsdoc/no-types": "error",
    },
  },
  {
    files: ["contract/**/*.ts"],
    rules: restrict(
      noCdktf,
      notFrom(
        ["stacks", "checks", "preview", "doctor", "verify", "rehearsal", "scripts", "main"],
        "contract/ knows nobody.",
      ),
    ),
  },
  {
    files: ["stacks/**/*.ts"],
    rules: restrict(
      notFrom(
        ["checks", "preview", "doctor", "verify", "rehearsal", "scripts", "main"],
        "stacks/ knows contract/ alone.",
      ),
    ),
  },
  {
    files: ["checks/**/*.ts"],
    rules: restrict(
      noCdktf,
      notFrom(
        ["stacks", "preview", "doctor", "verify", "rehearsal", "scripts", "main"],
        "checks/ judges anyone's Terraform.",
      ),
    ),
  },
  {
    files: ["preview/**/*.ts"],
    rules: restrict(
      noCdktf,
      notFrom(
        ["stacks", "doctor", "verify", "rehearsal", "scripts", "main"],
        "preview/ shows what Terraform and the checks say.",
      ),
    ),
  },
  {
    files: ["doctor/**/*.ts"],
    rules: restrict(
      noCdktf,
      notFrom(
        ["stacks", "preview", "verify", "rehearsal", "scripts", "main"],
        "doctor/ reads live systems, with the contract's words and the checks' rules.",
      ),
    ),
  },
  {
    files: ["verify/**/*.ts"],
    rules: restrict(
      noCdktf,
      notFrom(
        ["stacks", "preview", "rehearsal", "scripts", "main"],
        "verify/ asks as people do, and explains as the doctor.",
      ),
    ),
  },
  {
    files: ["rehearsal/**/*.ts"],
    rules: restrict(
      noCdktf,
      notFrom(
        ["contract", "stacks", "checks", "preview", "doctor", "verify", "scripts", "main"],
        "rehearsal/ learns everything from Terraform.",
      ),
    ),
  },
  {
    files: ["tools/**/*.js", "jest.config.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { require: "readonly", module: "readonly", process: "readonly" },
    },
  },
);
