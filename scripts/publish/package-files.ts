import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import ignore from "ignore";
import { fileProblem, linkLeadsOut, notAFile } from "./errors";

/** Something that goes into a package. */
export type PackageEntry =
  | { readonly kind: "folder"; readonly path: string }
  | {
      readonly kind: "file";
      /** Relative to the package, with slashes. */
      readonly path: string;
      readonly content: Buffer;
    };

/** Left out whatever .funcignore says: history, and settings of one machine, which hold secrets. */
const neverPublished = [".git", ".funcignore", "local.settings.json"];

/**
 * What is published of a folder: everything that `.funcignore` does not leave out, in alphabetical order. A link becomes what it leads to.
 * @throws {CannotPublish} for a link that leads out of the folder, and for what cannot be read
 * @see https://learn.microsoft.com/azure/azure-functions/functions-core-tools-reference#func-azure-functionapp-publish
 */
export function packageFiles(folder: string): readonly PackageEntry[] {
  const root = real(folder);
  const left = ignore().add(neverPublished);
  const written = ignore().add(rulesOf(folder));
  return entriesBelow({ root, isLeftOut: (path) => left.ignores(path) || written.ignores(path) }, root, "", [root]);
}

interface Walk {
  readonly root: string;
  readonly isLeftOut: (path: string) => boolean;
}

function entriesBelow(walk: Walk, folder: string, prefix: string, above: readonly string[]): readonly PackageEntry[] {
  return reading(folder, () => readdirSync(folder))
    .sort()
    .flatMap((name): readonly PackageEntry[] => {
      const path = `${prefix}${name}`;
      const place = join(folder, name);
      const isLink = reading(place, () => lstatSync(place)).isSymbolicLink();
      // Judged before it is followed: what is left out may lead anywhere.
      if (isLink && (walk.isLeftOut(path) || walk.isLeftOut(`${path}/`))) return [];
      const target = isLink ? followed(walk.root, place, path) : place;
      const stats = reading(place, () => statSync(target));
      if (stats.isDirectory()) {
        if (walk.isLeftOut(`${path}/`)) return [];
        if (above.includes(target)) throw linkLeadsOut(path, walk.root);
        return [{ kind: "folder", path }, ...entriesBelow(walk, target, `${path}/`, [...above, target])];
      }
      if (walk.isLeftOut(path)) return [];
      if (!stats.isFile()) throw notAFile(place);
      return [{ kind: "file", path, content: reading(place, () => readFileSync(target)) }];
    });
}

function followed(root: string, place: string, path: string): string {
  const target = real(place);
  if (!target.startsWith(`${root}${sep}`)) throw linkLeadsOut(path, root);
  return target;
}

function rulesOf(folder: string): string {
  try {
    return readFileSync(join(folder, ".funcignore"), "utf8");
  } catch (error) {
    const problem = error as NodeJS.ErrnoException;
    if (problem.code === "ENOENT") return "";
    throw fileProblem(join(folder, ".funcignore"), problem);
  }
}

function real(path: string): string {
  return reading(path, () => realpathSync(path));
}

function reading<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw fileProblem(path, error as NodeJS.ErrnoException);
  }
}
