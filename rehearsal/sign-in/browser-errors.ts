/** Why a browser gives up. */

/** The pages lead on and on. */
export function tooManyPages(limit: number, visited: readonly string[]): Error {
  const last = visited.slice(-3).map((address) => JSON.stringify(address));
  return new Error(`The sign-in does not end within ${limit} pages; the last were ${last.join(", ")}.`);
}

/** A page that no person would read to its end. */
export function tooLarge(limitBytes: number): Error {
  return new Error(`A page of the sign-in is larger than ${limitBytes} bytes.`);
}
