import { existsSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { join, resolve, sep } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { SiteState } from "../../azure/state";
import type { ChildFiles } from "./child-files";
import { environmentOf, type Surroundings } from "./environment";
import type { HandlerDescription } from "./host-file";
import type { ReadyProgram, Settings } from "./keeper";
import type { LoggedLine } from "./log-lines";
import { Program } from "./program";

/** How long a program may take until it listens, in milliseconds. */
const patience = 30_000;

/** Ports that are tried: between the choice of a port and the program's listening another process may take it. */
const mostPorts = 3;

/** Programs of which Node tells the host when they listen. */
const nodePrograms: readonly string[] = ["node", "npm", "npx", "pnpm", "yarn"];

/** What a custom handler is started with. */
export interface HandlerStart {
  readonly site: Pick<SiteState, "name" | "hostName">;
  readonly settings: Settings;
  readonly handler: HandlerDescription;
  /** Of the unpacked package. */
  readonly folder: string;
  readonly surroundings: Surroundings;
  readonly childFiles: ChildFiles;
  readonly log: (line: LoggedLine) => void;
}

/** A custom handler that listens. */
export interface RunningHandler extends ReadyProgram {
  /** On 127.0.0.1. */
  readonly port: number;
  readonly program: Program;
}

/**
 * Starts the program that `host.json` describes and waits until it listens.
 * @throws Error with the reason why it does not
 * @see https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers
 */
export async function startCustomHandler(start: HandlerStart): Promise<RunningHandler> {
  for (let attempt = 1; ; attempt += 1) {
    const port = start.handler.port ?? (await freePort());
    const program = await startProgram(start, port);
    const failure = await failureToListen(program, port, !nodePrograms.includes(start.handler.executable));
    if (failure === undefined) {
      return {
        port,
        program,
        get isRunning() {
          return program.isRunning;
        },
        stop: () => program.stop(),
      };
    }
    await program.stop();
    const mayTryAnother = program.foundPortTaken && start.handler.port === undefined && attempt < mostPorts;
    if (!mayTryAnother) throw new Error(`The program of the custom handler does not listen: ${failure}.`);
  }
}

async function startProgram(start: HandlerStart, port: number): Promise<Program> {
  const { site, settings, handler, folder, surroundings, childFiles, log } = start;
  const { executable, arguments: args, workingDirectory = "." } = handler;
  const nodeOptions = `--require ${JSON.stringify(childFiles.preload)} ${settings["NODE_OPTIONS"] ?? ""}`.trim();
  return Program.start(
    {
      executable: pathOf(executable, folder),
      arguments: args,
      folder: within(folder, workingDirectory),
      environment: (control) => ({
        ...environmentOf(site, settings, surroundings, control),
        NODE_OPTIONS: nodeOptions,
        FUNCTIONS_CUSTOMHANDLER_PORT: String(port),
      }),
    },
    { sockets: surroundings.folder, clockOffset: surroundings.clockOffset, log },
  );
}

/** `node` is this Node; a file of the package wins over the path. */
function pathOf(executable: string, folder: string): string {
  if (executable === "node") return process.execPath;
  const inPackage = join(folder, executable);
  return existsSync(inPackage) ? inPackage : executable;
}

function within(folder: string, relative: string): string {
  const path = resolve(folder, relative);
  if (path !== folder && !path.startsWith(`${folder}${sep}`)) {
    throw new Error(`The working directory ${JSON.stringify(relative)} lies outside of the package.`);
  }
  return path;
}

/** Waits until the program itself listens on the port; a stranger that has taken it does not count. */
async function failureToListen(program: Program, port: number, isForeign: boolean): Promise<string | undefined> {
  const giveUp = new AbortController();
  const listening = new Promise<undefined>((done) => {
    program.channel.onMessage((message) => {
      if (message.type === "listening" && message.port === port) done(undefined);
    });
  });
  try {
    return await Promise.race([
      listening,
      program.ended,
      ...(isForeign ? [untilAccepted(port, giveUp.signal)] : []),
      delay(patience, `nothing listens on its port after ${patience / 1000} seconds`, { signal: giveUp.signal }),
    ]);
  } finally {
    giveUp.abort();
  }
}

/** A program that is no Node program does not say that it listens, so it is tried. */
async function untilAccepted(port: number, signal: AbortSignal): Promise<undefined> {
  do await delay(50, undefined, { signal });
  while (!(await accepts(port)));
}

function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("error", () => done(false));
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, failed) => {
    server.once("error", failed).listen(0, "127.0.0.1", done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
