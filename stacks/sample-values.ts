import { Annotations, TerraformVariable, type TerraformStack } from "cdktf";
import type { Deployment } from "../contract/deployment";
import { literal } from "../contract/terraform-text";

/** Input variable that the local cloud sets to true; nothing else ever should. */
export const rehearsalVariable = "rehearsal";

/**
 * Lets a deployment file with sample values synthesize, and stops Terraform with the list of lines to edit.
 *
 * A validation of a variable, because it is shown beside the errors of providers that cannot sign in to a tenant that does not
 * exist; a precondition would never be reached.
 */
export function refuseSampleValues(stack: TerraformStack, { sampleValues }: Deployment): void {
  if (sampleValues.length === 0) return;
  const lines = sampleValues.map(
    ({ path, value, position }) => `${position.file}:${position.line}:${position.column}  ${path}: ${value}`,
  );
  const message = `This deployment still holds values of the samples. Edit these lines:\n${lines.join("\n")}`;
  Annotations.of(stack).addWarning(message);
  new TerraformVariable(stack, rehearsalVariable, {
    type: "bool",
    default: false,
    description: "True on the local cloud only, where the values of the samples stand for real ones.",
    validation: [{ condition: `\${var.${rehearsalVariable}}`, errorMessage: literal(message) }],
  });
}
