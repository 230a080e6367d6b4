import { formContract } from "../../contract/contract";
import { selectDeployments } from "../../contract/deployment-file/select-deployments";
import { createHttpClient } from "../../doctor/http";
import { agentOf } from "../../verify/agent";
import type { Diagnose } from "../../verify/diagnosis";
import { nameOf } from "../../verify/person";
import { steps, type Step } from "../../verify/steps";
import { verify } from "../../verify/verify";
import { exitCodes } from "../local/command";
import type { Interruption } from "../local/interruption";
import { doorwayOf } from "./doorway";
import * as errors from "./errors";
import { connectionOf, endpointOf, questionFor, type VerifyCommandOptions } from "./options";
import { peopleWhoAsk } from "./sign-in";

/** Milliseconds for one answer: a model thinks. */
const patience = 180_000;

/**
 * Verifies one connection of a deployment.
 * @param chosen stack name or path of a deployment file
 * @param options what the command was given
 * @param diagnose explains a step that failed
 * @param interruption ends the waiting
 * @returns exit code: 0 where every step passed or could not be shown, 1 where one failed
 * @throws {CannotVerify} for what a person can mend
 * @throws {DeploymentFileError}
 */
export async function runVerify(
  chosen: string | undefined,
  options: VerifyCommandOptions,
  diagnose: Diagnose,
  interruption: Interruption,
): Promise<number> {
  if (chosen === undefined) throw errors.noDeployment();
  const [deployment] = selectDeployments([chosen]);
  if (deployment === undefined) throw errors.noDeployment();
  const contract = formContract(deployment);
  const connection = connectionOf(contract, options.connection);
  const question = questionFor(connection, options);
  const projectEndpoint = endpointOf(contract, options);
  const people = await peopleWhoAsk(deployment.azure.tenantId, options.secondUser ?? false, process.env);

  const print = (line: string): void => void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  const http = createHttpClient({ environment: process.env, patience });
  print(`${contract.stackName}, connection ${connection.key}, agent ${connection.agentName}`);
  const verification = await verify({
    deployment,
    contract,
    connection,
    question,
    people,
    agentFor: ({ token }) => agentOf({ http, projectEndpoint, agentName: connection.agentName, token }),
    doorwayOf: (person) =>
      doorwayOf(person, {
        browser: options.browser,
        // A pipeline keeps what is printed, and a link is a credential.
        ...((!options.json || process.stderr.isTTY) && { print }),
        input: process.stdin,
        environment: process.env,
        check: () => interruption.check(),
      }),
    patience: { timeout: options.timeout },
    diagnose,
    report: {
      person: (person) => print(`  ${nameOf(person)} asks: ${JSON.stringify(question.text)}`),
      step: (step) => print(lineOf(step)),
    },
  });
  for (const line of verification.diagnosis) print(`  ${line}`);
  if (options.json) process.stdout.write(`${JSON.stringify(verification, undefined, 2)}\n`);
  return verification.verified ? exitCodes.good : exitCodes.errors;
}

const signs: Readonly<Record<Step["outcome"], string>> = { passed: "✔", failed: "✘", "not shown": "–" };

function lineOf({ id, outcome, seen }: Step): string {
  return `    ${signs[outcome]} ${steps[id]}: ${seen}`;
}
