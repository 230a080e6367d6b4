/** What a site's processes and the host that started them say to each other: one JSON object a line, on a socket of the host's. */
import type { JsonObject } from "../../json";

/** How a process finds its host and the local cloud. */
export interface ChildSettings {
  /** Path of the host's socket. */
  readonly control: string;
  /** An HTTP proxy on loopback through which the clouds' host names are reached. */
  readonly proxyUrl: string;
  /** PEM of the certificate authority behind those host names. */
  readonly certificateAuthority: string;
  /** How far the cloud's clock was ahead of the machine's when the process was started, in milliseconds. */
  readonly clockOffset: number;
}

/** The environment variable that holds the settings as JSON. */
export const childSettingsVariable = "LOCAL_CLOUD_CHILD";

/** A function as the programming model registers it. */
export interface RegisteredFunction {
  readonly name: string;
  readonly bindings: Readonly<Record<string, JsonObject>>;
}

/** From the host. */
export type HostMessage =
  /** The cloud's clock is now so far ahead of the machine's, in milliseconds; to be answered with `told`. */
  | { readonly type: "time"; readonly id: number; readonly offset: number }
  /** Run a function; to be answered with `returned` or `failed`. The input is a JSON document. */
  | { readonly type: "invoke"; readonly id: string; readonly name: string; readonly input: string };

/** To the host. */
export type ChildMessage =
  | { readonly type: "told"; readonly id: number }
  | { readonly type: "listening"; readonly port: number }
  | { readonly type: "functions"; readonly functions: readonly RegisteredFunction[] }
  /** Text that the programming model made of what the function returned; absent where it returned nothing. */
  | { readonly type: "returned"; readonly id: string; readonly value?: string }
  | { readonly type: "failed"; readonly id: string; readonly message: string };
