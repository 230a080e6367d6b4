/**
 * Tool calls per second of processor time: the example server, which verifies a token each time, beside the same server without
 * verification. Both run as bundles in processes of their own and take turns. Run it with `npm run bench:rehearsal`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "undici";
import { call } from "../../test/examples/support/exchange";
import { Issuer } from "../../test/examples/support/issuer";
import { settingsFor } from "../../test/examples/support/running-server";
import { printRow } from "../processes";
import { MeasuredServer } from "./measured-server";

const rounds = 7;
const callsPerRound = 1_000;
const connections = 16;
/** Persons, each with a token. */
const people = 100;

/** Calls a tool as one person after the other, on some connections at once, and holds every answer to be one. */
async function sendCalls(port: number, tokens: readonly string[]): Promise<void> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections });
  const body = JSON.stringify(call("get_forecast"));
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  let sent = 0;
  const sendInTurn = async (): Promise<void> => {
    while (sent < callsPerRound) {
      const authorization = `Bearer ${tokens[sent++ % tokens.length] ?? ""}`;
      const answer = await pool.request({ method: "POST", path: "/mcp", headers: { ...headers, authorization }, body });
      const text = await answer.body.text();
      if (answer.statusCode !== 200 || !text.includes("calledAs")) throw new Error(`${answer.statusCode}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, sendInTurn));
  await pool.close();
}

async function callsPerSecond(server: MeasuredServer, tokens: readonly string[]): Promise<number> {
  const start = await server.seconds();
  await sendCalls(server.port, tokens);
  return callsPerRound / ((await server.seconds()) - start);
}

async function compare(verified: MeasuredServer, unverified: MeasuredServer, tokens: readonly string[]): Promise<void> {
  // Both load and compile what they need before anything is counted.
  for (const server of [verified, unverified]) await callsPerSecond(server, tokens);
  printRow(["round", "verified/s", "unverified/s", "ratio"]);
  const results: (readonly [verified: number, unverified: number, ratio: number])[] = [];
  const print = (name: string, [one, other, ratio]: readonly number[]): void =>
    printRow([name, one?.toFixed(0) ?? "", other?.toFixed(0) ?? "", ratio?.toFixed(2) ?? ""]);
  for (let round = 1; round <= rounds; round += 1) {
    const one = await callsPerSecond(verified, tokens);
    const other = await callsPerSecond(unverified, tokens);
    results.push([one, other, one / other]);
    print(String(round), [one, other, one / other]);
  }
  print(
    "median",
    [0, 1, 2].map((column) => median(results.map((result) => result[column] ?? 0))),
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "passthrough-bench-"));
  const issuer = await Issuer.start();
  const servers: MeasuredServer[] = [];
  try {
    const verified = await MeasuredServer.start("verified", folder, settingsFor(issuer));
    servers.push(verified);
    const unverified = await MeasuredServer.start("unverified", folder, {});
    servers.push(unverified);
    const tokens = await Promise.all(
      Array.from({ length: people }, (_, index) => issuer.token({ sub: `person-${index}@example.com` })),
    );
    await compare(verified, unverified, tokens);
  } finally {
    await Promise.all(servers.map((server) => server.close()));
    await issuer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
