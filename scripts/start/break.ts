import type { JudgedFinding } from "../../checks/check";
import { findingText } from "../../checks/report/text";
import { formContract } from "../../contract/contract";
import { stackName } from "../../contract/names";
import { logQuery } from "../../doctor/log/log-query";
import { faultNamed, stepBrokenBy } from "../../rehearsal/faults";
import { tellStory } from "../../rehearsal/story/story";
import { assumedAnswers } from "../../rehearsal/switches";
import { findingsIn } from "./judge";
import { journalLines } from "./journal-lines";
import { applyFault, type Target } from "./apply-fault";
import { publish, synthesize, terraformSucceeds, type Job } from "./job";
import { Cast } from "./participants";
import { outputsOf } from "./outputs";
import { settingOf } from "./setting";
import { stageOf } from "./stage";

/**
 * Lets the checks judge a broken configuration, deploys it all the same, tells what people experience, and says who is to blame.
 * @returns whether all went well for the people in spite of it, which would be a defect of the rehearsal
 */
export async function breakOnPurpose(job: Job, target: Target): Promise<boolean> {
  const { workspace, report } = job;
  const { name, deployment, connection } = target;
  const stack = stackName(deployment);
  const fault = faultNamed(name);
  report.line(`Broken on purpose, ${connection.key}: ${fault.what} (${name})`);

  await report.phase("Synthesis, with nothing to complain about", () => synthesize(job, [deployment.file]));
  const source = await applyFault(job, target, fault);
  const setting = settingOf(deployment, connection);
  const found = await findingsIn(workspace.stackFolder(stack), stack, { source, shown: deployment.server.source });
  tellFindings(job, fault.missingInFiles?.(setting), found);

  await report.phase("Terraform deploys it all the same", async () => {
    await terraformSucceeds(job, stack, "init", "-input=false", "-no-color");
    await terraformSucceeds(job, stack, "apply", "-auto-approve", "-input=false", "-no-color");
  });
  // What is broken may be what publishing would wait for, or refuse.
  await report.phase("Publish", () =>
    publish(job, deployment.file, "--source", source, "--no-build", "--no-check", "--no-wait"),
  );

  const { cloud, people } = workspace;
  const outputs = await outputsOf(job, stack);
  const everybody = people.get(deployment.azure.tenantId) ?? [];
  const [broken] = new Cast(cloud)
    .connectionsOf(deployment, outputs, everybody)
    .filter(({ key }) => key === connection.key);
  if (broken === undefined) throw new Error(`${stack} has no connection ${connection.key}.`);
  report.line();
  const begun = cloud.journal.length;
  const verdicts = await tellStory(
    broken,
    stageOf(cloud, report, undefined, () => job.processes.check()),
  );
  const logged = cloud.journal.entries(begun);
  const failures = verdicts.flatMap(({ failures: each }) => each);
  const first = verdicts.find(({ failures: each }) => each.length > 0)?.step;

  report.line();
  report.line("What the systems logged, and nobody was shown:");
  for (const line of journalLines(logged)) report.line(`  ${line}`);
  if (logged.some(({ party, outcome }) => party === "server" && outcome === "refused")) {
    report.line("In Azure the log of the function app tells what the server refuses; who may read it asks:");
    report.line(indented(logQuery(formContract(deployment))));
  }
  await report.phase("Terraform destroys it", () =>
    terraformSucceeds(job, stack, "destroy", "-auto-approve", "-input=false", "-no-color"),
  );
  report.line();
  if (failures.length === 0) {
    report.line(`Nobody noticed anything: the local cloud does not show ${name}, which is a defect of the rehearsal.`);
    return true;
  }
  for (const failure of failures) report.line(`  ✘ ${failure}`);
  report.line();
  const expected = stepBrokenBy(fault, setting);
  if (first !== expected) {
    report.line(
      `Something else went wrong first (${first ?? ""} instead of ${expected}): this shows nothing about ${name}.`,
    );
    return false;
  }
  report.line(`To blame is the layer "${fault.layer}" of ${stack}, connection ${connection.key}. ${fault.what}`);
  for (const fix of new Set(found.flatMap((finding) => finding.fix ?? []))) report.line(`  ${fix}`);
  report.line();
  report.assume(assumedAnswers());
  report.closing();
  return false;
}

function tellFindings({ report }: Job, missing: string | undefined, found: readonly JudgedFinding[]): void {
  const errors = found.filter(({ outcome }) => outcome === "fail");
  report.line();
  if (errors.length > 0) {
    report.line("The checks say before anything is deployed:");
    for (const finding of errors) report.line(indented(findingText(finding)));
  } else {
    report.line(
      `The checks cannot decide this from files.${missing === undefined ? "" : ` What is missing: ${missing}.`}`,
    );
    for (const finding of found) report.line(indented(findingText(finding)));
  }
  report.line();
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
