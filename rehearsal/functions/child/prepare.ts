import { installClock } from "./clock";
import { childSettingsVariable, type ChildSettings } from "./messages";
import { installNetwork } from "./network";

/**
 * Puts this process into the local cloud: its time and its network.
 * @returns the settings with which the host started it
 */
export function prepareProcess(): ChildSettings {
  const settings = JSON.parse(process.env[childSettingsVariable] ?? "{}") as ChildSettings;
  installClock(settings.clockOffset);
  installNetwork(settings);
  return settings;
}
