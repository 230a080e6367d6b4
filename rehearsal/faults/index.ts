/** All faults by name. */
import { connectionFaults } from "./connection-faults";
import type { StoryStep } from "../story/verdict";
import type { Fault, Setting } from "./fault";
import { functionAppFaults } from "./function-app-faults";
import { identityFaults } from "./identity-faults";

/** Every fault that can be made on purpose. */
export const faults = { ...connectionFaults, ...identityFaults, ...functionAppFaults } as const;

/** Name of a fault. */
export type FaultName = keyof typeof faults;

/** The fault of a name. */
export function faultNamed(name: FaultName): Fault {
  return faults[name];
}

/** Names of all faults, in the order of the list. */
export const faultNames = Object.keys(faults) as readonly FaultName[];

/** The step of the story that a fault breaks first. */
export function stepBrokenBy({ fails, failsBehindExtension = fails }: Fault, { hosting }: Setting): StoryStep {
  return hosting === "mcp-extension" ? failsBehindExtension : fails;
}
