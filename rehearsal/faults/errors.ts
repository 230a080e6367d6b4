/** Errors of the faults, named. */

/** A fault does not fit the configuration that it is applied to. */
export function blockMissing(type: string, path: string, found: number): Error {
  return new Error(
    `The fault needs one ${JSON.stringify(type)} whose name begins with ${JSON.stringify(path)}; the configuration has ${found}.`,
  );
}

/** A setting that the stack writes is not there. */
export function settingMissing(name: string): Error {
  return new Error(`The fault changes the app setting ${JSON.stringify(name)}, which the configuration does not have.`);
}
