/**
 * Time and memory of synthesizing 1, 10, 100 and 500 deployments, beside a plain cdktf program that emits the same JSON.
 * Run it with `npm run bench:synth`. Each figure is a process of its own; the best of three, because others use the machine too.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Measurement } from "../measurement";
import { best, printRow, root, run } from "../processes";

const counts = [1, 10, 100, 500];
const rounds = 3;

/** The Okta sample under as many names as asked for. */
function writeDeployments(folder: string, count: number): void {
  const sample = readFileSync(join(root, "deployments", "weather-okta.yaml"), "utf8");
  mkdirSync(folder);
  for (let index = 0; index < count; index += 1) {
    const file = sample
      .replace("extends: bases/weather.yaml", `extends: ${join(root, "deployments", "bases", "weather.yaml")}`)
      .replace("name: weather-okta", `name: weather-${index}`);
    writeFileSync(join(folder, `weather-${index}.yaml`), file);
  }
}

const temporary = mkdtempSync(join(tmpdir(), "passthrough-bench-"));
try {
  const header = ["deployments", "ours ms", "plain ms", "ratio", "ms each", "ours MB", "plain MB"];
  printRow(header);
  for (const count of counts) {
    const files = join(temporary, `files-${count}`);
    writeDeployments(files, count);
    const measured: { ours: Measurement[]; plain: Measurement[] } = { ours: [], plain: [] };
    for (let round = 0; round < rounds; round += 1) {
      const output = join(temporary, `ours-${count}-${round}`);
      measured.ours.push(run(join(__dirname, "ours.ts"), files, output));
      measured.plain.push(run(join(__dirname, "plain.ts"), output, join(temporary, `plain-${count}-${round}`)));
    }
    const ours = best(measured.ours);
    const plain = best(measured.plain);
    const row = [
      String(count),
      ours.milliseconds.toFixed(0),
      plain.milliseconds.toFixed(0),
      (ours.milliseconds / plain.milliseconds).toFixed(2),
      (ours.milliseconds / count).toFixed(1),
      ours.megabytes.toFixed(0),
      plain.megabytes.toFixed(0),
    ];
    printRow(row);
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
