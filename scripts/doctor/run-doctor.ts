import { formContract, type Contract } from "../../contract/contract";
import { placesIn } from "../../contract/deployment-file";
import { selectDeployments } from "../../contract/deployment-file/select-deployments";
import { azureQueryOfConnection } from "../../doctor/azure/query";
import { diagnose } from "../../doctor/diagnosis/diagnose";
import { driftOf } from "../../doctor/drift/drift";
import { plain } from "../../checks/report/words";
import type { Diagnose } from "../../verify/diagnosis";
import { examine, type ExamineOptions, type Subject } from "../../doctor/examine";
import { createHttpClient } from "../../doctor/http";
import { logQuery } from "../../doctor/log/log-query";
import { formats, type Examination } from "../../doctor/report";
import { withoutUrlSecrets } from "../../doctor/report/hide";
import { credentialOf } from "../../doctor/sign-in/azure";
import type { Observation } from "../../doctor/evidence";
import { writeReports } from "../check/write-reports";
import { exitCodes } from "../local/command";
import * as errors from "./errors";
import { readInputs } from "./inputs";
import { momentOf, type DoctorCommandOptions } from "./options";

/**
 * Examines a live system and writes the reports.
 *
 * @param chosen stack name or path of a deployment file
 * @returns exit code: 0 where nothing is seen to be wrong, 1 where something is, and with `--strict` where anything is undecided
 * @throws {CannotExamine} for what a person can mend
 * @throws {DeploymentFileError}
 */
export async function runDoctor(chosen: string | undefined, options: DoctorCommandOptions): Promise<number> {
  const subject = subjectOf(chosen, options);
  const tenantId = tenantOf(subject, options);
  const { token, log } = await readInputs(options);
  const now = new Date();
  const examination = await examinationOf(subject, {
    http: createHttpClient({ environment: process.env, onWait: tellOfWait }),
    environment: process.env,
    tenantId,
    credential: await credentialOf(tenantId, process.env),
    now,
    since: momentOf(options.since, now) ?? now,
    ...(options.user !== undefined && { user: options.user }),
    ...(token !== undefined && { token }),
    ...(log && { log }),
  });
  writeReports(options, (format) => formats[format](examination));
  const { verdict } = examination.diagnosis;
  const bad = verdict === "broken" || (options.strict === true && verdict === "undecided");
  return bad ? exitCodes.errors : exitCodes.good;
}

/** How long before now a failed sign-in can have to do with a step that has failed now, in milliseconds. */
const recent = 60 * 60 * 1000;

/** Explains a step of a verification that failed: reads the deployment with what was seen of it. */
export const explainFailure: Diagnose = async (deployment, observations) => {
  const { tenantId } = deployment.azure;
  const now = new Date();
  const contract = formContract(deployment);
  const { diagnosis, system } = await examinationOf(
    { kind: "deployment", contract },
    {
      http: createHttpClient({ environment: process.env, onWait: tellOfWait }),
      environment: process.env,
      tenantId,
      credential: await credentialOf(tenantId, process.env),
      now,
      since: new Date(now.getTime() - recent),
    },
    observations,
  );
  const notRead = system.gaps.map(
    ({ witness, what, because }) => `Not read from ${witness}: ${what}, because ${because}.`,
  );
  return [
    diagnosis.sentence,
    ...diagnosis.fixes,
    ...notRead,
    `\`npx passthrough doctor ${contract.stackName}\` shows all that leads to this.`,
  ].map(plain);
};

/**
 * Examines a live system.
 * @param subject what is examined
 * @param options how
 * @param seen what somebody else has seen of it already
 */
export async function examinationOf(
  subject: Subject,
  options: ExamineOptions,
  seen: readonly Observation[] = [],
): Promise<Examination> {
  const read = await examine(subject, options);
  const system = { ...read, observations: [...seen, ...read.observations] };
  if (subject.kind !== "deployment") {
    return withoutUrlSecrets({ system, diagnosis: diagnose(system, { now: options.now }) });
  }
  const { contract } = subject;
  const placeIn = placesIn(contract.deployment.file);
  const differences = driftOf({ contract, placeIn, wiring: system.wiring, groupNames: system.groupNames });
  const diagnosis = diagnose(system, { differences, apply: applyAgain(contract), now: options.now });
  return withoutUrlSecrets({
    system,
    diagnosis,
    ...(options.log === undefined && { logQuery: logQuery(contract) }),
  });
}

function applyAgain({ stackName, deployment }: Contract): string {
  return `Apply again: \`npx cdktf deploy ${stackName}\` writes what ${deployment.file} says. Where the live value is the right one, write it into that file first.`;
}

function subjectOf(chosen: string | undefined, options: DoctorCommandOptions): Subject {
  const { connection, endpoint, issuer, clientId, scopes } = options;
  const named = [chosen, connection, endpoint].filter((each) => each !== undefined);
  if (named.length > 1) throw errors.severalNamed();
  if (chosen !== undefined) {
    const [deployment] = selectDeployments([chosen]);
    if (deployment === undefined) throw errors.nothingNamed();
    return { kind: "deployment", contract: formContract(deployment) };
  }
  if (connection !== undefined) {
    if (azureQueryOfConnection("", connection) === undefined) throw errors.wrongConnection(connection);
    return { kind: "connection", connectionId: connection, ...(clientId !== undefined && { clientId }) };
  }
  if (endpoint === undefined) {
    if (issuer !== undefined || scopes !== undefined) throw errors.partMissing("--endpoint");
    throw errors.nothingNamed();
  }
  if (issuer === undefined) throw errors.partMissing("--issuer");
  if (clientId === undefined) throw errors.partMissing("--client-id");
  if (scopes === undefined) throw errors.partMissing("--scopes");
  checkUrl("--endpoint", endpoint);
  checkUrl("--issuer", issuer);
  const requested = scopes.split(/[\s,]+/).filter((scope) => scope !== "");
  return { kind: "parts", endpoint, issuer: issuer.replace(/\/$/, ""), clientId, scopes: requested };
}

function checkUrl(option: string, value: string): void {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") throw errors.wrongUrl(option, value);
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

function tenantOf(subject: Subject, { tenant }: DoctorCommandOptions): string {
  if (subject.kind === "deployment") return subject.contract.deployment.azure.tenantId;
  const ofIssuer =
    subject.kind === "parts"
      ? /^https:\/\/login\.microsoftonline\.com\/([^/]+)\//.exec(subject.issuer)?.[1]
      : undefined;
  const { ARM_TENANT_ID: first, AZURE_TENANT_ID: second } = process.env;
  const found = [tenant, ofIssuer, first, second].find((each) => each !== undefined && each !== "");
  // Okta alone is asked where nothing of Azure is.
  if (found === undefined && subject.kind === "parts") return "organizations";
  if (found === undefined) throw errors.tenantMissing();
  if (!guid.test(found)) throw errors.wrongTenant(found);
  return found;
}

function tellOfWait(host: string, milliseconds: number): void {
  process.stderr.write(
    `${JSON.stringify(host)} asks to be asked later; waiting ${Math.ceil(milliseconds / 1000)} s.\n`,
  );
}
