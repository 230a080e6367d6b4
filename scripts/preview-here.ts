/**
 * `npm run preview`: the subcommand `preview`, and with it the local cloud, which the published package does not have:
 * `npm run preview -- --local --change scope-removed`.
 */
import { runProgram } from "./local/command";
import { previewCommand } from "./preview";
import { changeNames } from "./preview/local/changes";
import { listChanges } from "./preview/local/list-changes";
import type { planLocally } from "./preview/local/plan-locally";

/** The clouds take a second to load, which somebody with a mistake in an argument need not wait for. */
const plan: typeof planLocally = async (...args) =>
  (await import("./preview/local/plan-locally.js")).planLocally(...args);

void runProgram(previewCommand({ changes: changeNames, list: listChanges, plan }).name("npm run preview --"));
