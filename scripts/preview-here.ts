/**
 * `npm run preview`: the subcommand `preview`, and with it the local cloud, which the published package does not have:
 * `npm run preview -- --local --change scope-removed`.
 */
import { runProgram } from "./local/command";
import { previewCommand } from "./preview";
import { changeNames } from "./preview/local/changes";
import { listChanges } from "./preview/local/list-changes";
import { planLocally } from "./preview/local/plan-locally";

void runProgram(
  previewCommand({ changes: changeNames, list: listChanges, plan: planLocally }).name("npm run preview --"),
);
