import { faultNamed, faultNames } from "../../rehearsal/faults";
import type { Fault, Setting } from "../../rehearsal/faults/fault";

const settings: readonly Setting[] = (["okta", "entra"] as const).flatMap((provider) =>
  (
    [
      ["server", "self-hosted"],
      ["easy-auth", "self-hosted"],
      ["easy-auth", "mcp-extension"],
    ] as const
  ).flatMap(([gate, hosting]) => [true, false].map((forGroups) => ({ provider, gate, hosting, forGroups }))),
);

/** Prints every fault: what is wrong, what people see, to whom it can happen, and who can see it. */
export function listFaults(out: NodeJS.WritableStream): void {
  for (const name of faultNames) {
    const fault = faultNamed(name);
    out.write(
      [
        name,
        `  ${fault.what}`,
        `  People see: ${fault.shows}`,
        `  Layer: ${fault.layer}. Can happen to: ${whereOf(fault)}. Can be seen in: ${fault.visibleIn.join(", ")}.`,
        "",
        "",
      ].join("\n"),
    );
  }
}

/** The properties of a connection without which the fault cannot happen. */
function whereOf({ fits = () => true }: Fault): string {
  const possible = settings.filter(fits);
  const only = (Object.keys(settings[0] ?? {}) as (keyof Setting)[]).flatMap((property) => {
    const values = new Set(possible.map((setting) => setting[property]));
    const [value] = values;
    if (values.size > 1 || value === undefined) return [];
    return typeof value === "boolean" ? [value ? "for groups" : "for everyone"] : [`${property} ${value}`];
  });
  return only.length === 0 ? "every connection" : `connections with ${only.join(", ")}`;
}
