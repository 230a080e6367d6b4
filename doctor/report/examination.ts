import type { Diagnosis } from "../diagnosis/diagnose";
import type { LiveSystem } from "../diagnosis/live-system";

/** Everything that a report of the doctor shows. */
export interface Examination {
  readonly diagnosis: Diagnosis;
  readonly system: LiveSystem;
  /** How somebody gets the server's own log. @default its workspace is not known, or the log was given */
  readonly logQuery?: string;
}
