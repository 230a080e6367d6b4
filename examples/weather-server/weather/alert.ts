import { randomUUID } from "node:crypto";

/** A warning about the weather. */
export interface Alert {
  readonly id: string;
  readonly city: string;
  readonly message: string;
}

/** Sample: forms an alert and keeps it nowhere, because the server has no state. */
export function publishAlert(city: string, message: string): Alert {
  return { id: randomUUID(), city, message };
}
