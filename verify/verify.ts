/** The proof that a deployment works, as people make it. */
import type { ConnectionFacts, Contract } from "../contract/contract";
import type { Deployment } from "../contract/deployment";
import { parseArmId } from "../contract/deployment-file/arm-ids";
import { formFoundryEndpoint } from "../contract/foundry-endpoint";
import type { Agent } from "./agent";
import type { Doorway, Patience } from "./consent";
import { converse, type Question } from "./conversation";
import { observationOf, type Diagnose } from "./diagnosis";
import { nameOf, type Person } from "./person";
import type { Step } from "./steps";

/** What is verified, by whom, and how. */
export interface VerifyOptions {
  readonly deployment: Deployment;
  readonly contract: Contract;
  readonly connection: ConnectionFacts;
  readonly question: Question;
  /** One after the other; each must be known as somebody else than those before. */
  readonly people: readonly Person[];
  /** The agent of the connection, asked as a person. */
  readonly agentFor: (person: Person) => Agent;
  /** How a person is shown a consent link. */
  readonly doorwayOf: (person: Person) => Doorway;
  readonly patience: Patience;
  readonly diagnose: Diagnose;
  readonly report: VerifyReport;
}

/** Told of what happens while it happens. */
export interface VerifyReport {
  person(person: Person): void;
  step(step: Step): void;
}

/** What came of it, ready for JSON. */
export interface Verification {
  readonly deployment: string;
  readonly connection: string;
  readonly agent: string;
  readonly tool: string;
  readonly verified: boolean;
  readonly people: readonly { readonly person: string; readonly steps: readonly Step[] }[];
  /** What the failure is, for a person to read; empty where nothing has failed. */
  readonly diagnosis: readonly string[];
}

/** Asks as each person until a step fails, which is then diagnosed. */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const { deployment, contract, connection, question, report } = options;
  const told: { readonly person: string; readonly steps: readonly Step[] }[] = [];
  const { key, agentName } = connection;
  const results = { deployment: contract.stackName, connection: key, agent: agentName, tool: question.tool };
  for (const [index, person] of options.people.entries()) {
    report.person(person);
    const agent = options.agentFor(person);
    const steps = await converse(agent, question, {
      person,
      others: options.people.slice(0, index),
      doorway: options.doorwayOf(person),
      patience: options.patience,
      told: (step) => report.step(step),
    });
    told.push({ person: nameOf(person), steps });
    if (!steps.some(({ outcome }) => outcome === "failed")) continue;
    const observations = steps.flatMap((step) => observationOf(step, key, agent.url) ?? []);
    const diagnosis = await options.diagnose(deployment, observations);
    return { ...results, verified: false, people: told, diagnosis };
  }
  return { ...results, verified: true, people: told, diagnosis: [] };
}

/**
 * Where the project of a deployment answers. An account that is referenced is taken to have its name as its custom subdomain, which only
 * Azure knows for certain.
 */
export function projectEndpointOf({ names, deployment }: Contract): string {
  const { account, project } = deployment.foundry;
  if ("id" in project) {
    const [accountName = "", projectName = ""] = parseArmId("foundryProject", project.id)?.names ?? [];
    return formFoundryEndpoint(accountName, projectName).url;
  }
  const referenced = account === undefined ? undefined : parseArmId("foundryAccount", account)?.names[0];
  return formFoundryEndpoint(referenced ?? names.foundryAccount, project.name).url;
}
