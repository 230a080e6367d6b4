/** What azuread reports, in its words. */
import type { ApiResponse } from "../api-clients";
import { ProviderError, unexpectedStatus } from "../errors";

/** A request failed, as the newer resources report it: one line. `doing` as in `creating`, `updating`, `deleting`, `retrieving`. */
export function requestFailed(doing: string, described: string, response: ApiResponse): ProviderError {
  return new ProviderError(`${doing} ${described}: ${unexpectedStatus(response)}`);
}

/** A request failed, as the older resources report it: a sentence, and the answer below. */
export function couldNot(sentence: string, response: ApiResponse): ProviderError {
  return new ProviderError(sentence, unexpectedStatus(response));
}

/** An application as messages name it. */
export function describeApplication(objectId: string): string {
  return `Application (Application: ${JSON.stringify(objectId)})`;
}

/** Something that another request has changed in the meantime. */
export function notIdentified(doing: string, described: string, what: string): ProviderError {
  return new ProviderError(`${doing} ${described}: could not identify existing ${what}`);
}

/** azuread creates nothing that exists. */
export function existsAlready(type: string, id: string): ProviderError {
  return new ProviderError(
    `A resource with the ID ${JSON.stringify(id)} already exists - to be managed via Terraform this resource needs to be imported into the State. Please see the resource documentation for ${JSON.stringify(type)} for more information.`,
  );
}

/** An attribute that should hold the id of an application. */
export function noApplicationId(value: string): ProviderError {
  return new ProviderError(`parsing ${JSON.stringify(value)}: the ID is not of the form "/applications/<object id>"`);
}

/** A duration that is no sequence of numbers and units, for example `240h` or `2400h30m`. */
export function durationInvalid(objectId: string, value: string): ProviderError {
  return new ProviderError(
    `Generating password credentials for ${describeApplication(objectId)}`,
    `unable to parse \`end_date_relative\` (${JSON.stringify(value)}) as a duration`,
  );
}

/** The application of a password that is gone. */
export function applicationNotFound(objectId: string): ProviderError {
  return new ProviderError(`Application with object ID ${JSON.stringify(objectId)} was not found`);
}

/** A data source that should find one group found none, or several. */
export function groupsFound(count: number, filter: string): ProviderError {
  return new ProviderError(`${count === 0 ? "No" : "More than one"} group found matching specified filter (${filter})`);
}

/** A group that is named by an id that no group has. */
export function groupNotFound(objectId: string): ProviderError {
  return new ProviderError(`No group found with object ID: ${JSON.stringify(objectId)}`);
}

/** A data source that should find one service principal found none, or several. */
export function servicePrincipalsFound(count: number, filter: string): ProviderError {
  return new ProviderError(
    count === 0
      ? `No service principal found matching filter: ${JSON.stringify(filter)}`
      : `Found multiple service principals matching filter: ${JSON.stringify(filter)}`,
  );
}

/** A service principal that an id names and that is not there. */
export function servicePrincipalMissing(sentence: string): ProviderError {
  return new ProviderError(sentence);
}

/** None of the attributes that a data source searches by is set. */
export function oneOf(...attributes: readonly string[]): ProviderError {
  return new ProviderError(`one of \`${attributes.join(",")}\` must be specified`);
}
