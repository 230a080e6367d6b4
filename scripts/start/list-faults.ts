import { faultNamed, faultNames } from "../../rehearsal/faults";
import { connectionsFor } from "./connections-for";

/** Prints every fault: what is wrong, what people see, to whom it can happen, and who can see it. */
export function listFaults(out: NodeJS.WritableStream): void {
  for (const name of faultNames) {
    const fault = faultNamed(name);
    out.write(
      [
        name,
        `  ${fault.what}`,
        `  People see: ${fault.shows}`,
        `  Layer: ${fault.layer}. Can happen to: ${connectionsFor(fault)}. Can be seen in: ${fault.visibleIn.join(", ")}.`,
        "",
        "",
      ].join("\n"),
    );
  }
}
