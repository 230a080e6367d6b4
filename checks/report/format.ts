/** What a format is. */
import type { Report } from "../check";

/** What only some formats look at. */
export interface FormatOptions {
  /** Whether the output may hold colours. @default false */
  readonly colour?: boolean;
}

/** Turns a report into text. */
export type Format = (report: Report, options?: FormatOptions) => string;
