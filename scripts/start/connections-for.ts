import type { Fault, Setting } from "../../rehearsal/faults/fault";

const settings: readonly Setting[] = (["okta", "entra"] as const).flatMap((provider) =>
  (
    [
      ["server", "self-hosted"],
      ["easy-auth", "self-hosted"],
      ["easy-auth", "mcp-extension"],
    ] as const
  ).flatMap(([gate, hosting]) =>
    [true, false].map((forGroups) => ({ provider, gate, hosting, forGroups, sharedServer: false })),
  ),
);

/** The connections to which a fault can happen, in words: `connections for groups with provider entra`. */
export function connectionsFor({ fits = () => true }: Pick<Fault, "fits">): string {
  const possible = settings.filter(fits);
  const only = (property: keyof Setting): Setting[keyof Setting] | undefined => {
    const [value, ...others] = new Set(possible.map((setting) => setting[property]));
    return others.length === 0 ? value : undefined;
  };
  const forGroups = only("forGroups");
  const whom = forGroups === undefined ? "" : forGroups ? " for groups" : " for everyone";
  const demanded = (["provider", "gate", "hosting"] as const).flatMap((property) => {
    const value = only(property);
    return value === undefined ? [] : [`${property} ${String(value)}`];
  });
  const what = demanded.length === 0 ? "" : ` with ${demanded.join(", ")}`;
  return whom + what === "" ? "every connection" : `connections${whom}${what}`;
}
