/** A client of the deployment, about which something is asked. */
export interface AskedClient {
  /** Client id. */
  readonly id: string;
  /** Name of the connection that signs in with it. @default none is known */
  readonly connection?: string;
}
