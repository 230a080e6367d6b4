import { BadInput } from "../local/errors";

/** A preview cannot be made: of what was given, or because something that is needed for it failed. */
export class CannotPreview extends BadInput {
  override readonly name = "CannotPreview";
}

/** A condition that does not exist. */
export function unknownCondition(name: string, allowed: readonly string[]): CannotPreview {
  return new CannotPreview(`There is no condition ${JSON.stringify(name)}. Conditions are ${allowed.join(", ")}.`);
}

/** Deployments and plan files are given in different numbers. */
export function unevenPlans(deployments: number, plans: number): CannotPreview {
  return new CannotPreview(
    `${deployments} deployments and ${plans} plan files are named. Name one deployment for each --plan, in the same order, or none.`,
  );
}

/** Options that exclude each other. */
export function notTogether(one: string, other: string): CannotPreview {
  return new CannotPreview(`${one} and ${other} do not go together.`);
}

/** An option that needs another one. */
export function needs(one: string, other: string): CannotPreview {
  return new CannotPreview(`${one} needs ${other}.`);
}

/** Two plans would be called the same. */
export function samePlanName(name: string): CannotPreview {
  return new CannotPreview(
    `Two plan files are called ${JSON.stringify(name)}. Name the deployments, one for each --plan, in the same order.`,
  );
}

/** A file cannot be read or written. */
export function fileProblem(
  path: string,
  doing: "read" | "written",
  { code, message }: NodeJS.ErrnoException,
): CannotPreview {
  return new CannotPreview(`${JSON.stringify(path)} cannot be ${doing}: ${code ?? message}.`);
}

/** There is no app to synthesize. */
export function noApp(): CannotPreview {
  return new CannotPreview(
    'cdktf.json names no app to synthesize. Run the command where cdktf.json says "app", or give plans with --plan.',
  );
}

/** The app wrote no configuration for a deployment. */
export function notSynthesized(stack: string): CannotPreview {
  return new CannotPreview(
    `The app wrote no configuration for ${JSON.stringify(stack)}. Does it take what DEPLOYMENT names?`,
  );
}

/** A change of the local cloud that does not exist. */
export function unknownChange(name: string, allowed: readonly string[]): CannotPreview {
  return new CannotPreview(`There is no change ${JSON.stringify(name)}. Changes are ${allowed.join(", ")}.`);
}

/** A change cannot happen to a deployment. */
export function doesNotFit(change: string, stack: string, why: string): CannotPreview {
  return new CannotPreview(`The change ${JSON.stringify(change)} cannot happen to ${stack}: ${why}`);
}
