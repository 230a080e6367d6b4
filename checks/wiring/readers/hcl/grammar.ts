/** Terraform's grammar for tree-sitter, as WebAssembly. */
import { readFileSync } from "node:fs";
import { Language, Parser, type Tree } from "web-tree-sitter";

const wasm = "@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm";

/** The grammar, ready to parse without waiting: what runs inside cdktf's synth cannot wait. */
export interface Grammar {
  /** Parses a text; whoever calls deletes the tree. */
  readonly parse: (text: string) => Tree;
}

let loaded: Promise<Grammar> | undefined;

/** Loads the grammar, once a process. */
export function loadGrammar(): Promise<Grammar> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Grammar> {
  await Parser.init();
  // As bytes: given a path, the library imports a module at run time, which not every environment lets it do.
  const language = await Language.load(readFileSync(require.resolve(wasm)));
  const parser = new Parser();
  parser.setLanguage(language);
  return {
    parse: (text) => {
      const tree = parser.parse(text);
      // Null stands for a cancelled parse or a missing language, and neither happens here.
      if (tree === null) throw new Error("The parser of tree-sitter returned no tree.");
      return tree;
    },
  };
}
