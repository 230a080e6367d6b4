/** Writes the page of symptoms: `npm run troubleshooting`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { troubleshootingDocument } from "../doctor/symptoms/troubleshooting";

writeFileSync(join(__dirname, "../docs/troubleshooting.md"), troubleshootingDocument());
