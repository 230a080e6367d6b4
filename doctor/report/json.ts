/** For programs. The shape is documented here and changes with its version alone. */
import { formats } from "../../checks/report";
import type { JsonReport } from "../../checks/report/json";
import type { Layer } from "../../checks/finding";
import type { ExpiringSecret, Gap, Observation } from "../evidence";
import type { PersonVerdict } from "../person/person";
import type { Examination } from "./examination";

/** The document. */
export interface JsonExamination {
  readonly version: 1;
  readonly diagnosis: {
    readonly verdict: "healthy" | "undecided" | "broken";
    /** Where the verdict is `broken`. */
    readonly layer?: Layer;
    readonly sentence: string;
    readonly fixes: readonly string[];
  };
  readonly observations: readonly Observation[];
  readonly notRead: readonly Gap[];
  readonly secrets: readonly ExpiringSecret[];
  /** Where somebody was asked about. */
  readonly person?: readonly PersonVerdict[];
  /** Requests that were sent. */
  readonly requests: number;
  /** The report of the checks on what was read. */
  readonly report: JsonReport;
}

/** Formats an examination as JSON. */
export function json({ diagnosis, system }: Examination): string {
  const { verdict, layer, sentence, fixes, report } = diagnosis;
  const document: JsonExamination = {
    version: 1,
    diagnosis: { verdict, ...(layer && { layer }), sentence, fixes },
    observations: system.observations,
    notRead: system.gaps,
    secrets: system.secrets,
    ...(system.person && { person: system.person }),
    requests: system.requests,
    report: JSON.parse(formats.json(report)) as JsonReport,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
