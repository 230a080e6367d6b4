/**
 * The classes of one module of the bindings, read from their generated TypeScript: which members they have, who may set
 * them and of what kind they are. The generator's output is regular, so a few patterns read all of it.
 */

/** One attribute or block of a generated class. */
export interface GeneratedMember {
  readonly name: string;
  readonly computed: boolean;
  readonly optional: boolean;
  readonly required: boolean;
  /** Kind as the HCL output names it; absent for what only the provider sets. */
  readonly hcl?: { readonly isBlock: boolean; readonly kind: string; readonly storage: string };
  /** The code between this member's comment and the next one's. */
  readonly code: string;
}

/** One generated class: the resource, or the content of a block or of an object. */
export interface GeneratedClass {
  readonly name: string;
  readonly members: readonly GeneratedMember[];
}

/** All classes of one module by their name. */
export function generatedClasses(source: string): ReadonlyMap<string, GeneratedClass> {
  const functions = hclOutputs(source);
  const classes = new Map<string, GeneratedClass>();
  for (const [, name = "", body = ""] of source.matchAll(/^export class (\w+) extends [^{]*\{\n(.*?)^\}/gms)) {
    const struct = name.replace(/OutputReference$/, "");
    const hcl = functions.get(struct) ?? hclMembers(body);
    classes.set(name, { name, members: [...membersOf(body, hcl)] });
  }
  // The blocks of a provider have no class, since nothing refers to them: their HCL output and interface say the same.
  for (const [struct, hcl] of functions) {
    const name = `${struct}OutputReference`;
    if (!classes.has(name)) classes.set(name, { name, members: [...membersWithoutClass(source, struct, hcl)] });
  }
  return classes;
}

const memberComment = /^ +\/\/ (\w+) - computed: (\w+), optional: (\w+), required: (\w+)$/gm;

function* membersOf(body: string, hcl: ReadonlyMap<string, GeneratedMember["hcl"]>): Generator<GeneratedMember> {
  const comments = [...body.matchAll(memberComment)];
  for (const [index, comment] of comments.entries()) {
    const [, name = "", computed, optional, required] = comment;
    const end = comments[index + 1]?.index ?? body.length;
    yield {
      name,
      computed: computed === "true",
      optional: optional === "true",
      required: required === "true",
      hcl: hcl.get(name),
      code: body.slice(comment.index + comment[0].length, end),
    };
  }
}

function* membersWithoutClass(
  source: string,
  struct: string,
  hcl: ReadonlyMap<string, GeneratedMember["hcl"]>,
): Generator<GeneratedMember> {
  const body = new RegExp(`^export interface ${struct} \\{\n(.*?)^\\}`, "ms").exec(source)?.[1] ?? "";
  const required = new Set([...body.matchAll(/^ +readonly (\w+): /gm)].map((match) => match[1]));
  for (const [name, kind] of hcl) {
    const isRequired = required.has(name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
    yield { name, computed: false, optional: !isRequired, required: isRequired, hcl: kind, code: "" };
  }
}

/** The HCL outputs of the blocks, by the name of the struct. */
function hclOutputs(source: string): ReadonlyMap<string, ReadonlyMap<string, GeneratedMember["hcl"]>> {
  const outputs = new Map<string, ReadonlyMap<string, GeneratedMember["hcl"]>>();
  for (const [, name = "", body = ""] of source.matchAll(/^export function (\w+)ToHclTerraform\(.*?\{\n(.*?)^\}/gms)) {
    outputs.set(name.charAt(0).toUpperCase() + name.slice(1), hclMembers(body));
  }
  return outputs;
}

const hclMember =
  /^ +(\w+): \{\n +value: .*\n +isBlock: (true|false),\n +type: "(\w+)",\n +storageClassType: "(\w+)",\n +\},$/gm;

function hclMembers(body: string): ReadonlyMap<string, GeneratedMember["hcl"]> {
  const members = [...body.matchAll(hclMember)].map(
    ([, name = "", isBlock, kind = "", storage = ""]) =>
      [name, { isBlock: isBlock === "true", kind, storage }] as const,
  );
  return new Map(members);
}
