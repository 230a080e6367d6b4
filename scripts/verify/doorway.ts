import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { Doorway } from "../../verify/consent";
import { nameOf, type Person } from "../../verify/person";

/** Where a person writes lines; what can be waited for without keeping the process from ending is. */
export type LineSource = Readable & { unref?(): unknown };

/** How a link reaches a person. */
export interface DoorwayOptions {
  /** Whether the link is opened in a browser as well. */
  readonly browser: boolean;
  /** Prints for the person alone. @default nobody looks on, and the link, which is a credential, must not reach a log */
  readonly print?: (line: string) => void;
  /** A line of it says that the sign-in is over. */
  readonly input: LineSource;
  /** Tells whether there is a screen, and where the desktop's programs are. */
  readonly environment: NodeJS.ProcessEnv;
  readonly check: () => void;
}

/** A person at this machine. */
export function doorwayOf(person: Person, { browser, print, input, environment, check }: DoorwayOptions): Doorway {
  return {
    async show(link) {
      const isOpened = browser && (await openInBrowser(link, environment));
      print?.(`    consent link for ${nameOf(person)}: ${link.href}`);
      print?.("    Sign in there. Waiting; the Enter key says that the sign-in is over.");
      return isOpened || print !== undefined;
    },
    said: () => lineFrom(input),
    check,
  };
}

/** Resolves with the next line; never where the input has ended. It does not keep the process from ending. */
function lineFrom(input: LineSource): Promise<void> {
  return new Promise((resolve) => {
    const read = (text: Buffer | string): void => {
      if (!text.toString().includes("\n")) return;
      input.off("data", read);
      input.pause();
      resolve();
    };
    // A stream that was paused does not flow again for a listener alone.
    input.on("data", read).resume();
    input.unref?.();
  });
}

/** The programs that open an address, by platform. None goes through a shell: an address is data. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** @returns whether there is a browser to open it in; what the browser makes of it nobody can tell */
async function openInBrowser({ href }: URL, env: NodeJS.ProcessEnv): Promise<boolean> {
  const [program, ...args] = openers[process.platform] ?? ["xdg-open"];
  const hasScreen = program !== "xdg-open" || ["DISPLAY", "WAYLAND_DISPLAY"].some((name) => env[name]);
  if (!hasScreen) return false;
  return new Promise((resolve) => {
    const opener = spawn(program, [...args, href], { env, stdio: "ignore", detached: true });
    opener.once("error", () => resolve(false));
    opener.once("spawn", () => {
      opener.unref();
      resolve(true);
    });
  });
}
