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
import { untilReady } from "./readiness";

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
  /** Aborts when the program is not wanted any more. */
  readonly signal: AbortSignal;
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
  const { handler, signal } = start;
  for (let attempt = 1; ; attempt += 1) {
    const port = handler.port ?? (await freePort());
    const program = await startProgram(start, port);
    try {
      const ready = (giveUp: AbortSignal): Promise<object> => listening(program, port, handler.executable, giveUp);
      await untilReady(program, { ready, otherwise: "nothing listens on its port", signal });
      return {
        port,
        program,
        get isRunning() {
          return program.isRunning;
        },
        stop: () => program.stop(),
      };
    } catch (error) {
      const mayTryAnother = program.foundPortTaken && handler.port === undefined && attempt < mostPorts;
      if (mayTryAnother) continue;
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The program of the custom handler does not listen: ${reason}.`, { cause: error });
    }
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
async function listening(program: Program, port: number, executable: string, giveUp: AbortSignal): Promise<object> {
  const told = new Promise<object>((done) => {
    program.channel.onMessage((message) => {
      if (message.type === "listening" && message.port === port) done(message);
    });
  });
  // A program that is no Node program does not say that it listens, so it is tried.
  return nodePrograms.includes(executable) ? told : Promise.race([told, untilAccepted(port, giveUp)]);
}

async function untilAccepted(port: number, signal: AbortSignal): Promise<object> {
  do await delay(50, undefined, { signal });
  while (!(await accepts(port)));
  return { port };
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
