import type { Service } from "../service";

/** A service together with the pattern of its host names that matched. */
export interface Match {
  readonly service: Service;
  /** As the service wrote it: an exact host name, or `*.` and a suffix. */
  readonly pattern: string;
}

/** Finds the service that answers for a host name, regardless of case; `undefined` when none does. */
export type HostTable = (host: string) => Match | undefined;

/**
 * Prepares the look-up of services by host name. An exact name wins over a wildcard, and a wildcard stands for exactly
 * one label, as in a certificate (RFC 6125, section 6.4.3).
 * @throws Error when two services claim the same host name
 */
export function hostTable(services: readonly Service[]): HostTable {
  const matches = new Map<string, Match>();
  for (const service of services) {
    for (const host of service.hosts) {
      const pattern = host.toLowerCase();
      if (matches.has(pattern)) throw new Error(`Two services answer for ${JSON.stringify(pattern)}; name it once.`);
      matches.set(pattern, { service, pattern });
    }
  }
  return (host) => {
    const name = host.toLowerCase();
    return matches.get(name) ?? matches.get(name.replace(/^[^.]+/, "*"));
  };
}
