import { z } from "zod";

import { choice } from "../../wording";
import { azurerm } from "./azurerm";
import { cos, gcs, oss } from "./object-stores";
import { s3 } from "./s3";
import { consul, http, local, pg } from "./services";
import { cloud, remote } from "./terraform-cloud";

/** Every backend that cdktf offers, by cdktf's name of it; swift is left out, because Terraform dropped it in 1.3. */
export const backends = [local, azurerm, remote, cloud, s3, gcs, http, consul, pg, oss, cos] as const;

/** Names of the backends. */
export const backendTypes = backends.map((schema) => schema.shape.type.value);

/** Where Terraform keeps the state. */
export const backend = z
  .discriminatedUnion("type", backends, {
    error: `a map with type: ${choice(backendTypes)}`,
  })
  .default({ type: "local" })
  .describe("Where Terraform keeps the state of this deployment. Default: { type: local }.");
