/**
 * Time on the clock and number of requests of reading 50 policies of 20 policy rules, 200 scopes and 500 groups from the local Okta, through
 * its proxy and with its certificate authority, in a process of its own that loads Okta's SDK. Run it with `npm run bench:doctor`; exit code
 * 1 where it takes more than five seconds at best, or reads less than there is.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { printRow, root } from "../processes";
import { startLargeOrganization } from "./large-organization";
import type { ReadingMeasured } from "./read";

const sizes = { policies: 50, rulesEach: 20, scopes: 200, groups: 500 };
const rounds = 3;
const longest = 5_000;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "passthrough-bench-"));
  const large = await startLargeOrganization(sizes);
  try {
    const certificates = join(folder, "certificates.pem");
    writeFileSync(certificates, large.front.certificateAuthority);
    const environment = {
      ...process.env,
      HTTPS_PROXY: large.front.proxyUrl,
      NODE_EXTRA_CA_CERTS: certificates,
      OKTA_API_TOKEN: large.apiToken,
    };
    printRow(["round", "ms", "requests", "rules", "groups", "gaps"]);
    const measured: ReadingMeasured[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const args = ["--import", "tsx", join(__dirname, "read.ts")];
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env: environment });
      const reading = JSON.parse(stdout) as ReadingMeasured;
      measured.push(reading);
      const { milliseconds, requests, rules, groups, gaps } = reading;
      printRow([String(round), milliseconds.toFixed(0), ...[requests, rules, groups, gaps].map(String)]);
    }
    const isWhole = measured.every(
      ({ rules, groups, gaps }) => rules === sizes.policies * sizes.rulesEach && groups >= sizes.groups && gaps === 0,
    );
    if (!isWhole || Math.min(...measured.map(({ milliseconds }) => milliseconds)) > longest) process.exitCode = 1;
  } finally {
    await large.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
