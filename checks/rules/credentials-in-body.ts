import { end } from "../finding";
import { named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";

/** What stands in `body` lies in the state. */
export const credentialsInBody = defineRule({
  id: "credentials-in-body",
  severity: "warning",
  what: "The credentials of a connection stand in its body, and not in its write-only body.",
  why: "Whoever reads the state or a plan file reads the client secret.",
  page: "https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection): readonly Verdict[] => {
      const { credentialsIn, category } = connection;
      const ends = [end("connection", "credentials", credentialsIn ?? "nothing that was read", connection)];
      if (credentialsIn === undefined && category?.kind === "unknown") {
        return [
          undecided(`Whether ${named(connection)} has its credentials in body cannot be told.`, ends, category.reason),
        ];
      }
      if (credentialsIn !== "body") return [];
      return [
        fails(
          `${subject(connection)} has its credentials in body, which Terraform keeps in the state.`,
          ends,
          "Move properties.credentials to sensitive_body, and leave sensitive_body_version unset: with a version azapi leaves the credentials out of later requests.",
        ),
      ];
    }),
});
