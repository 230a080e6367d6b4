/** `passthrough explain`: what a rule looks for, why, and who says so. */
import { distance } from "fastest-levenshtein";
import { Command } from "commander";
import { rulePage } from "../checks/report/rule-page";
import { ruleById, rules } from "../checks/rules";
import { unknownRule } from "./check/errors";

/** The subcommand. */
export function explainCommand(): Command {
  return new Command("explain")
    .helpOption("--help", "print this help")
    .exitOverride()
    .description("Prints the page of a rule: what is wrong, why it matters, and the vendor's page.")
    .argument("<rule>", "id of the rule, as it stands in a report")
    .action((id: string) => {
      const rule = ruleById(id);
      if (rule === undefined) throw unknownRule(id, nearest(id));
      process.stdout.write(`${rulePage(rule)}\n`);
    });
}

function nearest(id: string): string | undefined {
  if (id.length > 64) return undefined;
  const [best] = rules
    .map((rule) => ({ id: rule.id, difference: distance(id, rule.id) }))
    .toSorted((a, b) => a.difference - b.difference);
  return best && best.difference <= best.id.length / 3 ? best.id : undefined;
}
