/**
 * Time and memory of synthesizing 1, 10, 100 and 500 deployments, beside a plain cdktf program that emits the same JSON.
 * Run it with `npm run bench:synth`. Each figure is a process of its own; the best of three, because others use the machine too.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Measurement } from "../measurement";

const counts = [1, 10, 100, 500];
const rounds = 3;
const root = resolve(__dirname, "..", "..");

function run(program: string, ...folders: readonly string[]): Measurement {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(__dirname, program), ...folders],
    { cwd: root, encoding: "utf8", maxBuffer: 1 << 30 },
  );
  if (status !== 0) throw new Error(`${program} failed:\n${stderr}`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Measurement;
}

function best(measurements: readonly Measurement[]): Measurement {
  return {
    milliseconds: Math.min(...measurements.map(({ milliseconds }) => milliseconds)),
    megabytes: Math.min(...measurements.map(({ megabytes }) => megabytes)),
  };
}

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
  process.stdout.write(`${header.map((title) => title.padStart(11)).join("  ")}\n`);
  for (const count of counts) {
    const files = join(temporary, `files-${count}`);
    writeDeployments(files, count);
    const measured: { ours: Measurement[]; plain: Measurement[] } = { ours: [], plain: [] };
    for (let round = 0; round < rounds; round += 1) {
      const output = join(temporary, `ours-${count}-${round}`);
      measured.ours.push(run("ours.ts", files, output));
      measured.plain.push(run("plain.ts", output, join(temporary, `plain-${count}-${round}`)));
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
    process.stdout.write(`${row.map((cell) => cell.padStart(11)).join("  ")}\n`);
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
