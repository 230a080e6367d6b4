import { terraformSucceeds, type Job } from "./job";

/** Outputs of a stack, as far as they are read. */
export interface StackOutputs {
  readonly client_ids: Readonly<Record<string, string>>;
  readonly connection_names: Readonly<Record<string, string>>;
  readonly redirect_urls: Readonly<Record<string, string>>;
  readonly agent_names: Readonly<Record<string, string>>;
  readonly mcp_endpoint: string;
  readonly foundry_project: string;
}

/** Asks Terraform for the outputs of a stack. @throws {CommandFailed} @throws {Interrupted} */
export async function outputsOf(job: Job, stack: string): Promise<StackOutputs> {
  const shown = JSON.parse(await terraformSucceeds(job, stack, "output", "-json")) as Readonly<
    Record<string, { readonly value: unknown }>
  >;
  return Object.fromEntries(Object.entries(shown).map(([name, { value }]) => [name, value])) as unknown as StackOutputs;
}
