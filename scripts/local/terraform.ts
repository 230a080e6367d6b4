import { spawnSync } from "node:child_process";
import { TerraformMissing } from "./errors";

/** The oldest Terraform with write-only attributes, which keep the client secrets of connections out of the state. */
const oldest = [1, 11] as const;

const wanted = `Terraform ${oldest.join(".")} or newer is needed on the path. Get it from https://developer.hashicorp.com/terraform/install`;

/**
 * Version of the Terraform on the path.
 * @throws {TerraformMissing} with what is missing and where to get it
 */
export function terraformVersion(): string {
  const { stdout, stderr, status, error } = spawnSync("terraform", ["version", "-json"], {
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  if (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new TerraformMissing(
      code === "ENOENT"
        ? `There is no terraform on the path. ${wanted}`
        : `The terraform on the path cannot be run: ${message}. ${wanted}`,
    );
  }
  const version = /"terraform_version":\s*"([^"]+)"/.exec(stdout)?.[1];
  if (version === undefined) {
    const said = JSON.stringify((stderr || stdout).trim().slice(0, 200));
    throw new TerraformMissing(`The terraform on the path tells no version: exit code ${status}, ${said}. ${wanted}`);
  }
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new TerraformMissing(`The terraform on the path is ${JSON.stringify(version)}. ${wanted}`);
  }
  return version;
}
