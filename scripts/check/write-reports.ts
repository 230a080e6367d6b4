import { writeFileSync } from "node:fs";
import type { FormatName } from "../../checks/report";
import type { FormatOptions } from "../../checks/report/format";
import { notWritten } from "./errors";
import type { CheckOptions } from "./options";

/**
 * Writes a report to every place that was asked for. Standard output always gets one, once the files are written: what a person reads,
 * unless another format was asked for.
 *
 * @param options where, and in which formats
 * @param options.format what standard output gets
 * @param options.output files, each with its format
 * @param render forms the report in a format
 * @throws {CannotJudge} where a file cannot be written
 */
export function writeReports(
  { format = "text", output }: Pick<CheckOptions, "format" | "output">,
  render: (format: FormatName, style: FormatOptions) => string,
): void {
  for (const { format: each, file } of output) {
    try {
      writeFileSync(file, render(each, {}));
    } catch (error) {
      throw notWritten(file, error as NodeJS.ErrnoException);
    }
  }
  const colour = process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "";
  process.stdout.write(render(format, { colour }));
}
