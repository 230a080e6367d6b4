import { join } from "node:path";
import { build } from "esbuild";
import { RunningServer } from "../../test/examples/support/running-server";
import { processorTime } from "./processor-time";

/** A server that tells how much processor time it needs. */
export class MeasuredServer {
  readonly #server: RunningServer;
  #asked = 0;

  private constructor(server: RunningServer) {
    this.#server = server;
  }

  /**
   * Bundles a program of this folder as the example is bundled, and starts it.
   *
   * @param program name of its file
   * @param folder where the bundle goes
   * @param settings its environment
   */
  static async start(
    program: "verified" | "unverified",
    folder: string,
    settings: Readonly<Record<string, string>>,
  ): Promise<MeasuredServer> {
    const outfile = join(folder, `${program}.js`);
    const entryPoints = [join(__dirname, `${program}.ts`)];
    await build({ entryPoints, bundle: true, platform: "node", target: "node20", outfile });
    return new MeasuredServer(await RunningServer.start(outfile, settings));
  }

  /** On 127.0.0.1. */
  get port(): number {
    return this.#server.port;
  }

  /** Seconds of processor time since the start: what others do on the machine does not show. */
  async seconds(): Promise<number> {
    this.#asked += 1;
    const number = this.#asked;
    this.#server.signal("SIGUSR2");
    const line = await this.#server.logged((each) => each.text === processorTime && each["number"] === number);
    this.#server.log.length = 0;
    return Number(line["milliseconds"]) / 1000;
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
