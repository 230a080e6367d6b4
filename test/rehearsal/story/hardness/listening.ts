import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { requirement } from "../../../support/requirement";
import type { Stand } from "./stand";

/** Where a process can be reached: `127.0.0.1` as Linux writes it down. */
const loopback = "0100007F";

/** State of a socket that listens. */
const listening = "0A";

/** Nobody else on the network can reach the local cloud. */
export function listensOnLoopbackAlone(stand: Stand): void {
  if (process.platform !== "linux") {
    test.skip("what listens: not run, because only Linux lists it under /proc", () => undefined);
    return;
  }
  requirement(
    "server.loopback-only",
    async () => {
      // The server's process is started by the first request that the gate lets through.
      await stand.converse(stand.somebody());
      const [own, ...children] = processes();
      const of = (ids: readonly number[]): readonly string[] => addressesOf(new Set(ids.flatMap(socketsOf)));
      expect(new Set(of([own, ...children]))).toEqual(new Set([loopback]));
      // The front and the Terraform providers here, the server in a process of its own.
      expect(of([own]).length).toBeGreaterThanOrEqual(2);
      expect(of(children).length).toBeGreaterThanOrEqual(1);
    },
    stand.provider,
  );
}

/** This process and all that it has started. */
function processes(): readonly [number, ...number[]] {
  const parents = readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    const [, parent] = /\) \S (\d+) /.exec(readGone(`/proc/${entry}/stat`)) ?? [];
    return [{ id: Number(entry), parent: Number(parent) }];
  });
  const children = (of: number): readonly number[] =>
    parents.filter(({ parent }) => parent === of).flatMap(({ id }) => [id, ...children(id)]);
  return [process.pid, ...children(process.pid)];
}

/** Numbers of the sockets that a process holds. */
function socketsOf(id: number): readonly string[] {
  const folder = `/proc/${id}/fd`;
  return readdirSync(folder).flatMap((entry) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${entry}`))?.[1] ?? [];
    } catch {
      return [];
    }
  });
}

/** Addresses on which some of the sockets listen, in either version of the protocol. */
function addressesOf(sockets: ReadonlySet<string>): readonly string[] {
  return ["tcp", "tcp6", "udp", "udp6"].flatMap((protocol) =>
    readGone(`/proc/net/${protocol}`)
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , , state, , , , , , socket = ""]) =>
          sockets.has(socket) && (state === listening || protocol.startsWith("udp")),
      )
      .map(([, address = ""]) => address.split(":")[0] ?? ""),
  );
}

/** A file that may be gone with its process. */
function readGone(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
