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

/** What is to be compared with is neither GitHub nor a fingerprint. */
export function badFingerprint(found: string): CannotPreview {
  return new CannotPreview(
    `--same-as is ${JSON.stringify(found)}; allowed is github, or a fingerprint of 64 hexadecimal digits.`,
  );
}

/** What is named is no number of a pull request. */
export function badPullRequest(found: string): CannotPreview {
  return new CannotPreview(`--pull-request is ${JSON.stringify(found)}; allowed is the number of a pull request.`);
}

/** State lies on a machine, which is no basis for what others review. */
export function localState(stacks: readonly string[]): CannotPreview {
  return new CannotPreview(
    `The state of ${stacks.join(", ")} lies in a local file, which no other machine has: a pipeline would plan to create everything anew. ` +
      "Give the deployment file a shared backend, for example `backend: { type: azurerm, … }`.",
  );
}

/** The change is not the one that was reviewed. */
export function anotherChange(fingerprint: string, reviewed: string): string {
  return (
    `This is not the change that was reviewed. Its fingerprint is ${fingerprint}; that of the reviewed one is ${reviewed}. ` +
    `Nothing goes on. Read this preview; where it may be applied, run again with --same-as ${fingerprint}.`
  );
}

/** No preview was posted that this one can be compared with. */
export function nothingPosted(fingerprint: string): string {
  return (
    "The pull request holds no whole preview of these deployments that the holder of the token has posted. " +
    `Nothing goes on. Read this preview; where it may be applied, run again with --same-as ${fingerprint}.`
  );
}
