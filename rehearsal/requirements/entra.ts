import { requirementsOf } from "./requirement";

/** What Microsoft Entra does at sign-in. */
export const entraRequirements = requirementsOf({
  "entra.not-assigned": {
    source: "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
    sentence: "Somebody who is not assigned to a client that demands assignment is refused with AADSTS50105.",
  },
});
