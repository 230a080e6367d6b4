/** Deployments on the local cloud with something wrong in them. */
import type { Connection, Deployment } from "../../contract/deployment";
import { faultNamed, faultNames, type FaultName } from "../../rehearsal/faults";
import type { TerraformConfiguration } from "../../rehearsal/faults/configuration";
import type { Setting } from "../../rehearsal/faults/fault";
import { settingOf } from "../../scripts/start/setting";
import { samples, served } from "./deployments";
import { rehearsed, type Rehearsed, type RehearsedOptions } from "./rehearsed";

/** A fault at a connection to which it can happen. */
export interface FaultCase {
  readonly name: FaultName;
  readonly deployment: Deployment;
  readonly connection: Connection;
  readonly provider: Setting["provider"];
}

/** Both identity providers, the usual gates first. */
export function breakableDeployments(): readonly Deployment[] {
  const okta = samples.okta();
  return [okta, samples.entra(), served(okta, { gate: "easy-auth" })];
}

/** Each fault at the first connection of each identity provider that it can happen to, the usual gate first. */
export function faultCases(deployments: readonly Deployment[] = breakableDeployments()): readonly FaultCase[] {
  return faultNames.flatMap((name) => {
    const { fits = () => true } = faultNamed(name);
    const fitting = deployments.flatMap((deployment) => {
      const connection = deployment.connections.find((each) => fits(settingOf(deployment, each)));
      return connection === undefined ? [] : [{ name, deployment, connection, provider: deployment.identity.provider }];
    });
    return [...new Map(fitting.toReversed().map((each) => [each.provider, each])).values()];
  });
}

/** Applies and publishes a deployment in which one connection is broken. */
export function broken(
  { name, deployment, connection }: Pick<FaultCase, "name" | "deployment" | "connection">,
  options: Pick<RehearsedOptions, "switches" | "seeded"> = {},
): Promise<Rehearsed> {
  const { cause } = faultNamed(name);
  const setting = settingOf(deployment, connection);
  if (cause.kind === "clock") {
    return rehearsed(deployment, { ...options, identityProviderSkew: cause.skewMilliseconds });
  }
  if (cause.kind === "configuration") {
    return rehearsed(deployment, {
      ...options,
      rewrite: (json) => {
        const configuration = JSON.parse(json) as TerraformConfiguration;
        cause.apply({ configuration, key: connection.key, setting });
        return JSON.stringify(configuration);
      },
    });
  }
  return rehearsed(deployment, { ...options, hostFile: cause.apply });
}
