/** What can be broken on purpose: as data, so that each can be listed, fitted to a deployment, applied, and compared with the checks. */
import type { StoryStep } from "../story/verdict";
import type { TerraformConfiguration } from "./configuration";

/** Who is to blame. */
export type FaultLayer = "identity" | "access policy" | "function app" | "connection" | "agent";

/** Where a fault can be seen before or after somebody suffers from it. */
export type Evidence = "configuration" | "plan" | "state" | "management API" | "wire" | "log";

/** What decides whether a fault can happen to a connection. */
export interface Setting {
  readonly provider: "okta" | "entra";
  readonly gate: "easy-auth" | "server";
  readonly hosting: "self-hosted" | "mcp-extension";
  /** Whether the connection is for groups, and not for everyone. */
  readonly forGroups: boolean;
  /** Whether Okta's authorization server is looked up, and not created. */
  readonly sharedServer: boolean;
}

/** The connection that is broken, in the configuration of its stack. */
export interface Broken {
  /** Changed in place. */
  readonly configuration: TerraformConfiguration;
  /** Key of the connection in the deployment file. */
  readonly key: string;
  readonly setting: Setting;
}

/** How a fault comes into a deployment. */
export type Cause =
  | {
      /** The generated configuration says something else, as if somebody had written it so by hand. */
      readonly kind: "configuration";
      readonly apply: (broken: Broken) => void;
    }
  | {
      /** The published package holds another `host.json`. */
      readonly kind: "host.json";
      readonly apply: (hostFile: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
    }
  | {
      /** The identity provider's clock is wrong by some milliseconds: behind where they are negative. */
      readonly kind: "clock";
      readonly skewMilliseconds: number;
    };

/** One fault. */
export interface Fault {
  /** What is wrong, in one sentence. */
  readonly what: string;
  /** What the person sees of it, in one sentence. */
  readonly shows: string;
  /** The first step of the story that goes otherwise where the server is self-hosted. */
  readonly fails: StoryStep;
  /** That step behind the MCP extension, which lists tools to everybody. @default the same */
  readonly failsBehindExtension?: StoryStep;
  readonly layer: FaultLayer;
  /** Who can see it. */
  readonly visibleIn: readonly Evidence[];
  /** What somebody lacks who has only files: configuration, plan or state. @default nothing */
  readonly missingInFiles?: (setting: Setting) => string | undefined;
  /** Whether it can happen to a connection. @default to every one */
  readonly fits?: (setting: Setting) => boolean;
  /** Where it was first seen: such a connection is broken before others. @default anywhere */
  readonly firstSeenAt?: (setting: Setting) => boolean;
  readonly cause: Cause;
}
