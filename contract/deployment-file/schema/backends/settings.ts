/** Building blocks of the backends' settings, in cdktf's spelling and with what cdktf requires. */
import { z } from "zod";

import { flag, line, section, whole } from "../values";

/** Text that must be given. */
export function required(description: string) {
  return line("a text").describe(description);
}

/** Text that may be left out. */
export function text(description: string) {
  return line("a text").optional().describe(description);
}

/** true or false. */
export function boolean(description: string) {
  return flag().optional().describe(description);
}

/** Whole number. */
export function number(description: string) {
  return whole(0, Number.MAX_SAFE_INTEGER).optional().describe(description);
}

/** List of texts. */
export function texts(description: string) {
  return z.array(line("a text"), { error: "a list of texts" }).optional().describe(description);
}

/** Map of texts. */
export function textMap(description: string) {
  return z.record(line("a text"), line("a text"), { error: "a map of texts" }).optional().describe(description);
}

/**
 * Setting that holds a credential: it is refused, because a deployment file is shared, and cdktf writes every setting
 * into the configuration and Terraform into its working folder.
 *
 * @param instead where the backend finds it else, as "it takes …" is completed
 */
export function credential(instead: string) {
  return z
    .never({ error: instead })
    .optional()
    .describe(`Refused here, because it is a credential. Give it to Terraform in ${instead}.`);
}

/** One backend with its settings. */
export function backend<const Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  description: string,
  settings: Shape,
) {
  const page = type === "cloud" ? "cli/cloud/settings" : `backend/${type}`;
  return section({
    type: z.literal(type).describe(`${description} https://developer.hashicorp.com/terraform/language/${page}`),
    ...settings,
  });
}
