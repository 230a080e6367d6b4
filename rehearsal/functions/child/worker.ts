/** Runs the functions of an app: loads what its package names, tells the host what was registered, and runs what the host asks for. */
import { pathToFileURL } from "node:url";
import { connectToHost } from "./control";
import { provideFunctionsCore, writeLog } from "./functions-core";
import { invoke } from "./invocation";
import { mainFiles } from "./package-main";
import { prepareProcess } from "./prepare";

const { control } = prepareProcess();
const app = provideFunctionsCore();
const line = connectToHost(control, (message) => {
  invoke(app, message).then(
    (value) => line.send({ type: "returned", id: message.id, ...(value !== undefined && { value }) }),
    (error: unknown) => {
      const text = messageOf(error);
      writeLog("error", `Function ${JSON.stringify(message.name)} failed: ${text}`);
      line.send({ type: "failed", id: message.id, message: text });
    },
  );
});

async function load(): Promise<void> {
  for (const file of mainFiles(process.cwd())) await import(pathToFileURL(file).href);
  await app.runHooks("appStart", { hookData: {}, appHookData: {} });
  const functions = [...app.functions.values()].map(({ metadata }) => metadata);
  line.send({ type: "functions", functions });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// The line alone keeps no process alive, and this one waits for work.
setInterval(() => undefined, 2 ** 30);
load().catch((error: unknown) => {
  writeLog("error", `The app cannot be loaded: ${messageOf(error)}`);
  process.exit(1);
});
