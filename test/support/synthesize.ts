import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Deployment } from "../../contract/deployment";
import { PassthroughStack } from "../../stacks/passthrough-stack";
import { TerraformJson } from "./terraform-json";

/** Synthesizes one deployment, validations included, and reads what lies on disk. */
export function synthesize(deployment: Deployment): TerraformJson {
  const outdir = mkdtempSync(join(tmpdir(), "passthrough-test-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    new PassthroughStack(app, "stack", { deployment });
    app.synth();
    return TerraformJson.read(outdir, "stack");
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
