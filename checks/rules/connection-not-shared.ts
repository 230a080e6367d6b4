import { showValue, booleanOf } from "../wiring/value";
import { signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { known } from "./support/known";
import { showAddress } from "./support/words";

/** What is shared with some may be nothing for the others; a connection that says nothing is left alone. */
export const connectionNotShared = defineRule({
  id: "connection-not-shared",
  severity: "warning",
  what: "A connection says that it is not shared with all.",
  why: "Foundry may keep it from other people than whoever created it: no vendor's page says who may use it then.",
  page: "https://learn.microsoft.com/azure/templates/microsoft.cognitiveservices/accounts/projects/connections",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const { sharedToAll: shared } = connection;
      const told = known(shared);
      if (told.kind === "absent" || booleanOf(shared) === true) return [];
      const ends = [valueEnd("connection", "shared with all", shared, connection)];
      if (told.kind === "unknown") {
        const message = `Whether ${showAddress(connection.address)} is shared with all cannot be told.`;
        return [undecided(message, ends, told.missing)];
      }
      const message = `${subject(connection)} has isSharedToAll = ${showValue(shared)}.`;
      return [fails(message, ends, "Write body.properties.isSharedToAll = true.")];
    }),
});
