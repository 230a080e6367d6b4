/** The example server as the Functions host runs it: its bundle, in a process of its own, told by its environment alone. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { audience, client, type Issuer } from "./issuer";

/** One line of the server's log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly outcome: string; readonly text: string };

/**
 * Bundles an example with the build command of its package.
 *
 * @param example name of its folder
 * @param folder where to, instead of `dist`
 * @returns path of the bundle
 */
export function buildExample(example: "weather-server" | "weather-extension", folder: string): string {
  const bundle = resolve(folder, `${example}.js`);
  const { status, stderr } = spawnSync("npm", ["run", "--silent", "build", "--", `--outfile=${bundle}`], {
    cwd: resolve(__dirname, "../../../examples", example),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The example cannot be built:\n${stderr}`);
  return bundle;
}

/** App settings as the stack writes them for Okta: a tool to read, and one to write under a scope of its own. */
export function settingsFor({ url }: Pick<Issuer, "url">): Readonly<Record<string, string>> {
  return {
    FUNCTIONS_CUSTOMHANDLER_PORT: "0",
    MCP_ISSUER: url,
    MCP_AUDIENCE: audience,
    MCP_RESOURCE: "https://func-weather.azurewebsites.net/mcp",
    MCP_CLIENTS: `${client} weather-dev-weather-editor`,
    MCP_SCOPES_SUPPORTED: "weather.read weather.alert",
    MCP_TOOL_SCOPES: JSON.stringify({ get_forecast: ["weather.read"], publish_alert: ["weather.alert"] }),
  };
}

/** A server that runs. */
export class RunningServer {
  /** Everything that it has logged so far. */
  readonly log: LogLine[] = [];
  /** What it wrote that is no line of JSON. */
  stray = "";
  port = 0;
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private readonly watchers = new Set<() => void>();

  private constructor(bundle: string, environment: Readonly<Record<string, string | undefined>>, node: string) {
    this.child = spawn(node, [bundle], { env: { ...environment }, stdio: ["ignore", "pipe", "pipe"] });
    this.ended = once(this.child, "close").then(() => this.notify());
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on("line", (line) => this.take(line));
    }
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param bundle path of its program
   * @param settings its environment
   * @param node the Node that runs it. @default that of the tests
   */
  static async start(
    bundle: string,
    settings: Readonly<Record<string, string | undefined>>,
    node = process.execPath,
  ): Promise<RunningServer> {
    const server = new RunningServer(bundle, settings, node);
    const { port } = await server.logged(({ text }) => text === "The server listens.");
    server.port = Number(port);
    return server;
  }

  /** Sends it a signal. */
  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Waits for a line of the log that was or will be written. */
  async logged(fits: (line: LogLine) => boolean): Promise<LogLine> {
    for (;;) {
      const found = this.log.find(fits);
      if (found !== undefined) return found;
      if (this.child.exitCode !== null) throw new Error(`The server ended early:\n${this.stray}`);
      await new Promise<void>((changed) => this.watchers.add(changed));
    }
  }

  async close(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }

  private take(line: string): void {
    try {
      this.log.push(JSON.parse(line) as LogLine);
    } catch {
      this.stray += `${line}\n`;
    }
    this.notify();
  }

  private notify(): void {
    for (const changed of this.watchers) changed();
    this.watchers.clear();
  }
}

/** How a server that must not start ended. */
export function startFailing(
  bundle: string,
  settings: Readonly<Record<string, string | undefined>>,
): { readonly exitCode: number | null; readonly message: string } {
  const { status, stderr, stdout } = spawnSync(process.execPath, [bundle], {
    env: { ...settings },
    encoding: "utf8",
    timeout: 20_000,
  });
  return { exitCode: status, message: stderr + stdout };
}
