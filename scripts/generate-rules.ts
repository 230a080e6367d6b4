/** Writes the list of rules: `npm run rules`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rulesDocument } from "../checks/report/rule-page";
import { rules } from "../checks/rules";

writeFileSync(join(__dirname, "../docs/rules.md"), rulesDocument(rules));
