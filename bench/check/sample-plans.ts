import { selectDeployments } from "../../contract/deployment-file/select-deployments";
import { LocalTerraform } from "../../test/support/local-terraform";
import type { Plan } from "./plan-files";

/** Plans of the samples, as Terraform makes them on the local cloud. */
export async function planSamples(): Promise<readonly Plan[]> {
  const deployments = selectDeployments([]);
  const terraform = await LocalTerraform.start(deployments);
  try {
    const plans: Plan[] = [];
    for (const deployment of deployments) {
      await terraform.prepare(deployment);
      const planned = await terraform.run(deployment, ["plan", "-input=false", "-no-color", "-out=plan"]);
      if (planned.exitCode !== 0) throw new Error(planned.output);
      plans.push(JSON.parse((await terraform.run(deployment, ["show", "-json", "plan"])).output) as Plan);
    }
    return plans;
  } finally {
    await terraform.close();
  }
}
