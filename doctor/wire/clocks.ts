import type { Observation } from "../evidence";
import { bad, good } from "./observe";

/** Milliseconds by which clocks may differ before tokens suffer: what servers tolerate at most. */
const tolerated = 5 * 60 * 1000;

/**
 * Compares the clocks of the identity provider and of the endpoint, each by the `Date` of its answer.
 * @param endpoint its URL
 * @param issuerSkew milliseconds by which the identity provider is ahead of this machine
 * @param endpointSkew the same of the endpoint
 */
export function compareClocks(endpoint: string, issuerSkew: number, endpointSkew: number): Observation {
  const ahead = issuerSkew - endpointSkew;
  const both = `by this machine's clock the identity provider is ${told(issuerSkew)}, the endpoint ${told(endpointSkew)}`;
  return Math.abs(ahead) > tolerated
    ? bad(
        "clocks-differ",
        "endpoint",
        endpoint,
        `The clocks differ by ${Math.round(Math.abs(ahead) / 60_000)} minutes: ${both}.`,
      )
    : good("endpoint", "identity", endpoint, `The clocks agree: ${both}.`);
}

function told(skew: number): string {
  const seconds = Math.round(Math.abs(skew) / 1000);
  if (seconds <= 2) return "right";
  return `${seconds} seconds ${skew > 0 ? "ahead" : "behind"}`;
}
