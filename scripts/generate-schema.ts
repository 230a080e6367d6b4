/** Writes the JSON Schema of the deployment file where editors find it: `npm run schema`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { deploymentJsonSchema } from "../contract/deployment-file";

const file = join(__dirname, "../contract/deployment-file/schema.json");
writeFileSync(file, `${JSON.stringify(deploymentJsonSchema(), undefined, 2)}\n`);
