const maxLength = 300;

/** Text from outside as a log shows it: encoded as JSON, cut to 300 characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
}
