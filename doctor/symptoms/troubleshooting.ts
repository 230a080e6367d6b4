/** The symptoms as a page for whoever sees one, arranged by what a person sees. */
import { symptoms } from "./index";
import { sights, type Sight, type Symptom } from "./symptom";

/** Which command looks further. */
const commands: Readonly<Record<Sight, string>> = {
  "The consent link comes twice": "passthrough doctor <deployment> --since <time>",
  "The tools list is empty": "passthrough doctor <deployment>",
  "The sign-in page shows an error": "passthrough doctor <deployment> --user <name>",
  "A tool call is refused": "passthrough doctor <deployment> --token -",
  "It works, and stops after about an hour": "passthrough doctor <deployment> --since <time>",
  "Somebody acts as somebody else": "passthrough verify <deployment> --second-user",
  "Deploying, publishing or the endpoint fails": "passthrough doctor <deployment>",
};

const certainties: Readonly<Record<Symptom["certainty"], string>> = {
  documented: "The vendor, or the specification, says so",
  reported: "Users report it; the vendor does not say so",
  inferred: "It follows from what is known; nobody says so",
};

type Entry = readonly [id: string, symptom: Symptom];

/** The whole document, as Markdown. */
export function troubleshootingDocument(): string {
  const all: readonly Entry[] = Object.entries(symptoms);
  const told = new Set<string>();
  const sections = sights.map((sight) => {
    const seen = all.filter(([, symptom]) => symptom.sights.includes(sight));
    const elsewhere = seen.filter(([id]) => told.has(id));
    const here = seen.filter(([id]) => !told.has(id));
    for (const [id] of here) told.add(id);
    const also = elsewhere.map(([id, { sign }]) => `- [${escaped(sign)}](#${id})`);
    return [
      `## ${sight}`,
      `\`${commands[sight]}\` tells more.`,
      ...here.map(entry),
      ...(also.length === 0 ? [] : [["Also seen so, and explained above:", "", ...also].join("\n")]),
    ].join("\n\n");
  });
  return `${[head, ...sections].join("\n\n")}\n`;
}

const head = `# Troubleshooting

What a person sees, who says it, why, and what to write or to set instead. "Deploy again" means \`npx cdktf deploy\`: what somebody
changed by hand is then written anew. The page is made from \`doctor/symptoms\` by \`npm run troubleshooting\`; the doctor and
\`passthrough verify\` explain what they see in the same words.`;

function entry([id, { sign, vendor, layer, cause, fix, certainty, page }]: Entry): string {
  return [
    `<a id="${id}"></a>`,
    `### ${escaped(sign)}`,
    `${vendor}, layer "${layer}". ${escaped(cause)}`,
    `**Instead:** ${escaped(fix)}`,
    `[${certainties[certainty]}](${page}).`,
  ].join("\n\n");
}

/** Words in angle brackets stand for what a person writes; outside code Markdown would take them for HTML. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replaceAll(/[<*[\]]/g, "\\$&")))
    .join("");
}
