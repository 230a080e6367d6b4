/** Reads the organization as the doctor does, in this process, and prints how long it took on the clock and how much it asked. */
import { createHttpClient } from "../../doctor/http";
import { connectOkta } from "../../doctor/okta/access";
import { readOkta } from "../../doctor/okta/read-okta";
import { organization } from "./large-organization";

/** What one reading came to. */
export interface ReadingMeasured {
  readonly milliseconds: number;
  readonly requests: number;
  readonly rules: number;
  readonly groups: number;
  readonly gaps: number;
}

async function main(): Promise<void> {
  const start = performance.now();
  const http = createHttpClient({ environment: process.env });
  const access = await connectOkta(organization, process.env, http);
  const { found, gaps } = await readOkta({ servers: [{ id: "ausLarge000000000001" }], clients: [] }, access);
  const measured: ReadingMeasured = {
    milliseconds: performance.now() - start,
    requests: http.requests,
    rules: found.identity.servers.flatMap(({ policies }) => policies.flatMap(({ rules }) => rules)).length,
    groups: found.groups.size,
    gaps: gaps.length,
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

void main();
