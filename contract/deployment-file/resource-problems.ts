/** Mistakes in names, references to Azure resources, the server's folder and the backend. */
import type { AzureNameLimit } from "../azure-limits";
import type { SourcePosition } from "../deployment";
import type { DeploymentFileProblem } from "./deployment-file-error";
import { didYouMean, lineOf, type Place } from "./problems";
import { enumeration, quoted } from "./wording";

/** A name and environment too long for the name of an Azure resource. */
export function resourceNameTooLong(
  place: Place,
  stack: string,
  limit: AzureNameLimit,
  surplus: number,
): DeploymentFileProblem {
  const length = limit.maxLength + surplus;
  const message = `name and environment form ${quoted(`${limit.prefix}-${stack}-xxxxxx`)}, ${length} characters; the name of a ${limit.kind} takes at most ${limit.maxLength}. Shorten name or environment by ${surplus}.`;
  return { ...place, message };
}

/** A name that Azure refuses for what it spells. */
export function reservedWord(place: Place, stack: string, word: string): DeploymentFileProblem {
  const message = `name and environment form ${quoted(stack)}, and Azure refuses host names with the reserved word ${quoted(word)}.`;
  return { ...place, message };
}

/** A connection whose agent would have too long a name. */
export function agentNameTooLong(place: Place, agent: string, max: number): DeploymentFileProblem {
  const message = `name, environment and the connection's key form the agent name ${quoted(agent)}, ${agent.length} characters; it takes at most ${max}. Shorten one of them by ${agent.length - max}.`;
  return { ...place, message };
}

/** A connection whose Okta client id would be too short. */
export function clientIdTooShort(place: Place, clientId: string, min: number): DeploymentFileProblem {
  const message = `name, environment and the connection's key form the Okta client id ${quoted(clientId)}, ${clientId.length} characters; it takes at least ${min}. Lengthen one of them.`;
  return { ...place, message };
}

/** An ARM id of another form, type or spelling. */
export function wrongArmId(place: Place, id: string, form: string, meant: string | undefined): DeploymentFileProblem {
  return { ...place, message: `${place.path} is ${quoted(id)}; it takes ${form}.${didYouMean(meant)}` };
}

/** A referenced resource that Terraform would not find. */
export function otherSubscription(place: Place, found: string, allowed: string): DeploymentFileProblem {
  const message = `${place.path} lies in the subscription ${quoted(found)}; it takes a resource of azure.subscriptionId, ${quoted(allowed)}, because Terraform reads it there.`;
  return { ...place, message };
}

/** An account beside a project that has one. */
export function accountBesideProject(place: Place): DeploymentFileProblem {
  const message =
    "foundry.account stands beside foundry.project.id, which names the account already. Remove foundry.account.";
  return { ...place, message };
}

/** A referenced model deployment in an account that is only created. */
export function modelOfNoAccount(place: Place, deployment: string): DeploymentFileProblem {
  const message = `foundry.model.deployment is ${quoted(deployment)}, and the account is created here, without any model deployment. Write foundry.account or foundry.project.id, or a model with name, version, sku and capacity.`;
  return { ...place, message };
}

/** Two tags that Azure takes for one. */
export function tagTwice(place: Place, tag: string, other: string, first: SourcePosition): DeploymentFileProblem {
  const message = `The tag ${quoted(tag)} differs only in case from ${quoted(other)} (${lineOf(first)}), and Azure compares the names of tags without case. Remove one of the two.`;
  return { ...place, message };
}

/** A tag that Azure does not let anyone write. */
export function reservedTag(place: Place, tag: string, prefix: string): DeploymentFileProblem {
  return {
    ...place,
    message: `The tag ${quoted(tag)} begins with ${quoted(prefix)}, which Azure keeps for itself. Rename it.`,
  };
}

/** The MCP extension behind a gate that it cannot be. */
export function extensionNeedsEasyAuth(place: Place, gate: string, written: boolean): DeploymentFileProblem {
  const found = written ? `server.gate is ${quoted(gate)}` : `the default of server.gate on Okta is ${quoted(gate)}`;
  const message = `server.hosting is "mcp-extension", whose code runs only on a tool call and can reject no token, and ${found}. Write gate: easy-auth, or hosting: self-hosted.`;
  return { ...place, message };
}

/** The server's folder is missing or no folder. */
export function noServerFolder(place: Place, written: string, folder: string, reason: string): DeploymentFileProblem {
  const message = `server.source is ${quoted(written)}, which is the folder ${quoted(folder)}: ${reason}. The path is relative to the file in which it stands.`;
  return { ...place, message };
}

/** The server's folder has no usable host.json. */
export function badHostJson(place: Place, file: string, reason: string): DeploymentFileProblem {
  const message = `server.source takes a folder with host.json, and ${quoted(file)} cannot be used: ${reason}.`;
  return { ...place, message };
}

/** A password inside an address of the backend; the address is not repeated. */
export function credentialInAddress(place: Place, instead: string): DeploymentFileProblem {
  const message = `${place.path} holds a password, and a deployment file is shared. Remove it, and give it in ${instead}.`;
  return { ...place, message };
}

/** Two deployment files that claim the same. The value may stand in a file that both extend, so the files are named too. */
export interface Claims {
  readonly file: string;
  readonly other: string;
  readonly otherPosition: SourcePosition;
}

function inBoth({ file, other, otherPosition }: Claims): string {
  return `${file} and ${other} (${lineOf(otherPosition)})`;
}

/** Two files that form one stack. */
export function stackTwice(place: Place, stack: string, claims: Claims): DeploymentFileProblem {
  const message = `name and environment form the stack ${quoted(stack)} in ${inBoth(claims)}; a stack is unique over all files. Change one of them.`;
  return { ...place, message };
}

/** Connections of two files that form one name. */
export function clientTwice(place: Place, clientId: string, claims: Claims): DeploymentFileProblem {
  const message = `name, environment and the connection's key form ${quoted(clientId)} in ${inBoth(claims)}; agents and clients have this name, and it is unique over all files. Change one of them.`;
  return { ...place, message };
}

/** Two files that create one Foundry project. */
export function projectTwice(place: Place, project: string, claims: Claims): DeploymentFileProblem {
  const message = `foundry.project is ${quoted(project)} in one account for ${inBoth(claims)}, and a project is created once. Change one of them, or let one file refer to the other's with { id: <ARM id> }.`;
  return { ...place, message };
}

/** Two files that give one principal the same role on one project. */
export function roleTwice(place: Place, principal: string, claims: Claims): DeploymentFileProblem {
  const message = `${quoted(principal)} is given the role Foundry User on one project by ${inBoth(claims)}, and Azure refuses to assign a role twice. Remove it from one of them; the other's assignment holds for both.`;
  return { ...place, message };
}

/** Two files that expose one scope at one authorization server. */
export function scopeTwice(place: Place, scope: string, claims: Claims): DeploymentFileProblem {
  const message = `The scope ${quoted(scope)} is exposed at one authorization server by ${inBoth(claims)}; there it is unique. Change one of them.`;
  return { ...place, message };
}

/** Two files that keep their state in one place. */
export function stateTwice(place: Place, claims: Claims): DeploymentFileProblem {
  const message = `backend keeps the state in one place for ${inBoth(claims)}: each would destroy the other's resources. Change key, path or workspace of one.`;
  return { ...place, message };
}

/** A stack name that no file forms. */
export function noSuchDeployment(
  position: SourcePosition,
  argument: string,
  known: readonly string[],
  unreadable: readonly string[],
  meant: string | undefined,
): DeploymentFileProblem {
  const allowed = known.length === 0 ? "the folder holds none" : `it takes ${enumeration(known)} or a path`;
  const skipped = unreadable.length === 0 ? "" : ` Not readable: ${enumeration(unreadable)}.`;
  const message = `${quoted(argument)} is no deployment; ${allowed}.${didYouMean(meant)}${skipped}`;
  return { position, path: "", message };
}

/** A folder of deployment files that cannot be listed. */
export function unreadableFolder(position: SourcePosition, reason: string): DeploymentFileProblem {
  return { position, path: "", message: `The folder of the deployment files cannot be read: ${reason}.` };
}

/** A file that looks like a deployment file and would be passed over. */
export function wrongExtension(position: SourcePosition, renamed: string): DeploymentFileProblem {
  const message = `Deployment files end in .yaml, and this one would be passed over. Rename it to ${quoted(renamed)}.`;
  return { position, path: "", message };
}
