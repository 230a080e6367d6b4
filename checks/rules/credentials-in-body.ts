import { end } from "../finding";
import { signInConnections, subject } from "./support/connections";
import { defineRule, fails } from "./support/define-rule";

/** What stands in `body` lies in the state. */
export const credentialsInBody = defineRule({
  id: "credentials-in-body",
  severity: "warning",
  what: "The credentials of a connection stand in its body, and not in its write-only body.",
  why: "Whoever reads the state or a plan file reads the client secret.",
  page: "https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource",
  judge: (wiring) =>
    signInConnections(wiring)
      .filter(({ credentialsIn }) => credentialsIn === "body")
      .map((connection) =>
        fails(
          `${subject(connection)} has its credentials in body, which Terraform keeps in the state.`,
          [end("connection", "credentials", "in body", connection)],
          "Move properties.credentials to sensitive_body, and leave sensitive_body_version unset: with a version azapi leaves the credentials out of later requests.",
        ),
      ),
});
