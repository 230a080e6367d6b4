/** Every requirement by id: the specifications' promises and the steps of the rehearsal. */
import { entraRequirements } from "./entra";
import { foundryRequirements } from "./foundry";
import { functionsRequirements } from "./functions";
import { managementRequirements } from "./management";
import { oktaRequirements } from "./okta";
import { serverRequirements } from "./server";
import { signInRequirements } from "./sign-in";
import { storyRequirements } from "./story";

/** All requirements; tests and steps cite them by id. */
export const requirements = {
  ...serverRequirements,
  ...signInRequirements,
  ...oktaRequirements,
  ...entraRequirements,
  ...functionsRequirements,
  ...foundryRequirements,
  ...managementRequirements,
  ...storyRequirements,
} as const;

/** Id of a requirement. */
export type RequirementId = keyof typeof requirements;
