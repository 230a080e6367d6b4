/** Which processes a command started, and an end for all of them. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** A process of this machine. */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** Id of its process group: all that a terminal's Ctrl-C reaches together. */
  readonly group: number;
}

/** Everything that a process started and that is still running, and all that those started. */
export function descendantsOf(pid: number): readonly RunningProcess[] {
  const running = processes();
  const found: RunningProcess[] = [];
  const parents = [pid];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    const children = running.filter((candidate) => candidate.parent === parent);
    found.push(...children);
    parents.push(...children.map((child) => child.pid));
  }
  return found;
}

/** Id of the process group of this process. */
export function ownGroup(): number | undefined {
  return processes().find(({ pid }) => pid === process.pid)?.group;
}

/** Sends a signal to those that still run. */
export function signalEach(targets: readonly RunningProcess[], signal: NodeJS.Signals): void {
  for (const { pid } of targets) signalIfRunning(pid, signal);
}

/** Sends a signal to a process, or to the group of a negative id, if there is one. */
export function signalIfRunning(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // It ended in the meantime, or it runs as somebody else, who alone can end it.
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}

/** Waits for the end of processes, and ends those that take longer. */
export async function waitForEnd(targets: readonly RunningProcess[], milliseconds: number): Promise<void> {
  if (targets.length === 0) return;
  const deadline = performance.now() + milliseconds;
  // An ended process keeps its id until somebody asks for its exit code, so a signal to it would seem to arrive.
  const left = (): readonly RunningProcess[] => {
    const running = new Set(processes().map(({ pid }) => pid));
    return targets.filter(({ pid }) => running.has(pid));
  };
  while (left().length > 0 && performance.now() < deadline) await delay(50);
  signalEach(left(), "SIGKILL");
}

function processes(): readonly RunningProcess[] {
  return existsSync("/proc/self/stat") ? fromProc() : fromPs();
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function fromProc(): readonly RunningProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = contentOf(`/proc/${name}/stat`);
      if (stat === undefined) return [];
      // The name in parentheses may hold anything, spaces and parentheses included.
      const [state = "", parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // Z and X: ended, and not yet asked for its exit code.
      return "ZX".includes(state) ? [] : [{ pid: Number(name), parent: Number(parent), group: Number(group) }];
    });
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // It ended in the meantime.
    return undefined;
  }
}

function fromPs(): readonly RunningProcess[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,pgid="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [pid, parent, group] = line.trim().split(/\s+/).map(Number);
    return pid && parent !== undefined && group !== undefined ? [{ pid, parent, group }] : [];
  });
}
