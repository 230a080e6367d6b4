/** Entra's errors as the shared sign-in passes them on. */
import type { Clock } from "../../clock";
import { Refusal } from "../../sign-in/refusal";
import { StsError, stsErrorBody, stsErrorDescription, stsIncident, type StsIncident } from "../sts-errors";

/** A refusal with the body that Entra's token endpoint sends for it. */
export class StsRefusal extends Refusal {
  readonly body: Readonly<Record<string, unknown>>;
  readonly sts: StsError;
  readonly incident: StsIncident;

  constructor(error: StsError, clock: Clock) {
    const incident = stsIncident(clock);
    const description = stsErrorDescription(error, incident);
    super(error.error, description, `AADSTS${error.code}`, error.status, error.redirected);
    this.name = "StsRefusal";
    this.body = stsErrorBody(error, incident);
    this.sts = error;
    this.incident = incident;
  }
}

/** Runs what may throw an error of Entra's, and throws it as a refusal. */
export function refusing<T>(clock: Clock, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof StsError ? new StsRefusal(error, clock) : error;
  }
}
