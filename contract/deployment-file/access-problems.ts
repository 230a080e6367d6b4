/** Mistakes in who may do what: scopes, tools, connections, groups and further clients. */
import type { SourcePosition } from "../deployment";
import type { DeploymentFileProblem } from "./deployment-file-error";
import { didYouMean, lineOf, type Place } from "./problems";
import { enumeration, quoted } from "./wording";

/** A map of scopes or connections without entries. */
export function noEntries(place: Place, what: string): DeploymentFileProblem {
  return { ...place, message: `${place.path} is an empty map; it takes at least one ${what}.` };
}

/** A scope of OpenID Connect where an API scope belongs. */
export function protocolScope(place: Place, scope: string): DeploymentFileProblem {
  const message = `${quoted(scope)} is a scope of OpenID Connect, not of the MCP server. Remove it: openid and offline_access are requested without being written.`;
  return { ...place, message };
}

/** Two scopes that Entra takes for one. */
export function sameScopeButCase(
  place: Place,
  scope: string,
  other: string,
  first: SourcePosition,
): DeploymentFileProblem {
  const message = `The scope ${quoted(scope)} differs only in case from ${quoted(other)} (${lineOf(first)}), and Entra compares scopes without case. Rename one of the two.`;
  return { ...place, message };
}

/** A tool that would require two scopes. */
export function toolUnderTwoScopes(
  place: Place,
  tool: string,
  scope: string,
  other: string,
  first: SourcePosition,
): DeploymentFileProblem {
  const message = `The tool ${quoted(tool)} stands under the scope ${quoted(scope)} and under ${quoted(other)} (${lineOf(first)}); a tool requires one scope. Remove it from one of the two.`;
  return { ...place, message };
}

/** A list item that repeats an earlier one. */
export function writtenTwice(place: Place, value: string, first: SourcePosition): DeploymentFileProblem {
  const message = `${quoted(value)} stands twice in this list, first in line ${first.line}. Remove one of the two.`;
  return { ...place, message };
}

/** A connection requests what the file does not declare. */
export function unknownScope(
  place: Place,
  scope: string,
  declared: readonly string[],
  meant: string | undefined,
): DeploymentFileProblem {
  const allowed = declared.length === 0 ? "the file declares none" : `it takes ${enumeration(declared)}`;
  return {
    ...place,
    message: `${place.path} is ${quoted(scope)}, which is no scope of this file; ${allowed}.${didYouMean(meant)}`,
  };
}

/** A scope that nobody could ever have. */
export function unrequestedScope(place: Place, scope: string, connections: readonly string[]): DeploymentFileProblem {
  const message = `No connection requests the scope ${quoted(scope)}, so nobody could call its tools. Add it to scopes of ${enumeration(connections)}, or remove it.`;
  return { ...place, message };
}

/** The word everyone as if it were the name of a group. */
export function everyoneAsGroup(place: Place, group: string): DeploymentFileProblem {
  const message = `${place.path} is ${quoted(group)} in a list of groups. Write groups: everyone, without a list; a group that has this name is written as { id: … }.`;
  return { ...place, message };
}

/** The id of a group in the form of another identity provider. */
export function groupIdOfOtherProvider(place: Place, id: string, allowed: string): DeploymentFileProblem {
  return { ...place, message: `${place.path} is ${quoted(id)}; it takes ${allowed}.` };
}

/** A principal that would be given its role twice. */
export function principalTwice(place: Place, id: string, first: SourcePosition): DeploymentFileProblem {
  const message = `The principal ${quoted(id)} has the role Foundry User already by ${lineOf(first)}, and Azure refuses to assign a role twice. Remove one of the two.`;
  return { ...place, message };
}

/** Visual Studio Code admitted on Okta. */
export function vscodeOnOkta(place: Place): DeploymentFileProblem {
  return {
    ...place,
    message: "clients.vscode is true; on Okta it takes false, because Visual Studio Code has no client there.",
  };
}

/** Visual Studio Code admitted for no scope at all. */
export function vscodeForNobody(place: Place): DeploymentFileProblem {
  const message =
    "clients.vscode is true, and no connection is for everyone: Visual Studio Code is admitted for the scopes of those connections only. Write false, or groups: everyone in a connection.";
  return { ...place, message };
}

/** A lifetime for secrets that have none. */
export function lifetimeOnOkta(place: Place, found: string): DeploymentFileProblem {
  const message = `secrets.lifetimeDays is ${found}, and an Okta client secret never expires. Remove it; secrets.rotation brings new secrets.`;
  return { ...place, message };
}
