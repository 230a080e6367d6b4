import { spawnSync } from "node:child_process";

/** The oldest Terraform with write-only attributes, which keep the client secrets of connections out of the state. */
const oldest = [1, 11] as const;

/** Terraform is missing, or too old. */
export class TerraformMissing extends Error {
  override readonly name = "TerraformMissing";
}

/**
 * Version of the Terraform on the path.
 * @throws {TerraformMissing} with what is missing and where to get it
 */
export function terraformVersion(): string {
  const { stdout, error } = spawnSync("terraform", ["version", "-json"], {
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  const wanted = `Terraform ${oldest.join(".")} or newer is needed on the path. Get it from https://developer.hashicorp.com/terraform/install`;
  if (error) throw new TerraformMissing(`There is no terraform on the path. ${wanted}`);
  const version = /"terraform_version":\s*"([^"]+)"/.exec(stdout)?.[1] ?? "";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new TerraformMissing(`The terraform on the path is ${JSON.stringify(version)}. ${wanted}`);
  }
  return version;
}
