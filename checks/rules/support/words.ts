/** How messages call things. Names and addresses come from files that nobody vouches for: what is no plain word is JSON-encoded. */
import { showValue, textOf, type Value, type Values } from "../../wiring/value";

/** An address as Terraform writes it; JSON-encoded where it holds anything unusual. */
export function showAddress(address: string): string {
  return /^[\w./-]+(\[("[\w.-]*"|\d+)\][\w./-]*)*$/.test(address) ? address : JSON.stringify(address);
}

/** `connection "weather-reader"`; by its address where the name is not a written one. */
export function called(noun: string, thing: { readonly name?: Value; readonly address: string }): string {
  const name = textOf(thing.name);
  return `${noun} ${name === undefined ? showAddress(thing.address) : JSON.stringify(name)}`;
}

/** A list as Terraform would write it. */
export function showList(values: readonly Value[]): string {
  return `[${values.map(showValue).join(", ")}]`;
}

/** A list that may hold more than is known. */
export function showValues(values: Values | undefined): string {
  if (values === undefined) return "nothing";
  return showList(values.items) + (values.incomplete === undefined ? "" : ` and perhaps more (${values.incomplete})`);
}

/** `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
export function enumerate(values: readonly Value[]): string {
  const shown = values.map(showValue);
  const last = shown.pop() ?? "nothing";
  return shown.length === 0 ? last : `${shown.join(", ")} and ${last}`;
}
