/** Entra and Okta behind the front, and the providers that reach them: all that real Terraform needs. */
import { randomUUID } from "node:crypto";
import { createClock } from "../../../rehearsal/clock";
import { createDirectory } from "../../../rehearsal/directory";
import { createEntra, type Entra } from "../../../rehearsal/entra/entra";
import { startFront, type Front } from "../../../rehearsal/front/front";
import { createJournal } from "../../../rehearsal/journal";
import { createOkta, type Okta } from "../../../rehearsal/okta/okta";
import { startProviders, type RunningProviders } from "../../../rehearsal/terraform/providers";
import { throughProxy } from "../../../rehearsal/terraform/transport";
import { terraformProject, type TerraformProject } from "./terraform-project";

export const tenantId = "11111111-1111-4111-8111-111111111111";

const deployer = {
  clientId: randomUUID(),
  clientSecret: randomUUID(),
  objectId: randomUUID(),
  oktaApiToken: randomUUID(),
};

const groups = [{ name: "Forecasters-Contractors" }, { name: "Reviewers" }, { name: "Twins" }, { name: "Twins" }];

const seed = {
  tenants: [{ tenantId, subscriptionIds: [], groups, people: [], principals: [], resources: [] }],
  organizations: [
    {
      host: "example.okta.com",
      groups: [{ name: "Forecasters-Contractors" }, { name: "Reviewers" }],
      people: [],
      authorizationServers: [{ id: "ausSeeded00000000001", name: "existing", audience: "api://existing" }],
    },
  ],
};

/** The identity providers with everything between them and Terraform. */
export class IdentityCloud {
  readonly entra: Entra;
  readonly okta: Okta;
  readonly #front: Front;
  readonly #providers: RunningProviders;
  readonly #projects: TerraformProject[] = [];

  private constructor(entra: Entra, okta: Okta, front: Front, providers: RunningProviders) {
    this.entra = entra;
    this.okta = okta;
    this.#front = front;
    this.#providers = providers;
  }

  static async start(): Promise<IdentityCloud> {
    const journal = createJournal();
    const clock = createClock();
    const entra = createEntra({ seed, deployer, directory: createDirectory(), journal, clock });
    const okta = createOkta({ seed, deployer, journal, clock });
    const front = await startFront([...entra.services, ...okta.services]);
    const { proxyUrl: url, certificateAuthority } = front;
    const providers = await startProviders({
      transport: throughProxy({ url, certificateAuthority }),
      environment: {
        ARM_CLIENT_ID: deployer.clientId,
        ARM_CLIENT_SECRET: deployer.clientSecret,
        ARM_TENANT_ID: tenantId,
        OKTA_API_TOKEN: deployer.oktaApiToken,
        OKTA_ORG_NAME: "example",
      },
    });
    return new IdentityCloud(entra, okta, front, providers);
  }

  get deployerObjectId(): string {
    return deployer.objectId;
  }

  /** A configuration in a folder of its own, written and initialised. */
  async project(configuration: string): Promise<TerraformProject> {
    const project = await terraformProject(this.#providers.reattach);
    this.#projects.push(project);
    await project.write(configuration);
    await demand(project, "init");
    return project;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#projects.map((project) => project.remove()));
    await this.#providers.close();
    await this.#front.close();
  }
}

/** Runs terraform and throws its output unless it succeeds. */
export async function demand(project: TerraformProject, ...args: readonly string[]): Promise<string> {
  const { exitCode, output } = await project.run(...args);
  if (exitCode !== 0) throw new Error(`terraform ${args.join(" ")} exited with ${exitCode}:\n${output}`);
  return output;
}

/** Applies, and proves that a second plan finds nothing to do. */
export async function applyTwice(project: TerraformProject): Promise<string> {
  const output = await demand(project, "apply", "-auto-approve");
  const { exitCode, output: plan } = await project.run("plan", "-detailed-exitcode");
  if (exitCode !== 0) throw new Error(`The second plan is not empty:\n${plan}`);
  return output;
}

/** Applies something that must fail, and returns what Terraform says, on one line. */
export async function refused(project: TerraformProject): Promise<string> {
  const { exitCode, output } = await project.run("apply", "-auto-approve");
  if (exitCode === 0) throw new Error("It was applied.");
  return output.replaceAll(/\s+/g, " ");
}
