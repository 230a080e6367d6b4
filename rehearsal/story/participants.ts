/** Who takes part in a story, and through what. */
import type { Browser } from "../sign-in/browser";

/** A person with a browser of their own, signed in to Foundry. */
export interface Participant {
  readonly displayName: string;
  /** Name under which the person signs in, at Entra and at Okta alike. */
  readonly login: string;
  /** Object id in Entra. */
  readonly objectId: string;
  /** Keeps its cookies: a second sign-in at the same identity provider asks for no name. */
  readonly browser: Browser;
  /** What `az account get-access-token --resource https://ai.azure.com` gives the person now. */
  readonly foundryToken: () => string;
}

/** One connection of a deployment and the agent that uses it, as outputs and files tell. */
export interface StoryConnection {
  /** Key in the deployment file. */
  readonly key: string;
  /** Name of the stack. */
  readonly stack: string;
  /** Name that Foundry knows the connection by; another one after every change of its facts. */
  readonly connectionName: string;
  readonly agentName: string;
  /** For example `https://<account>.services.ai.azure.com/api/projects/<project>`. */
  readonly projectEndpoint: string;
  /** Address of the MCP server. */
  readonly serverUrl: string;
  /** Tools whose scopes the connection requests. */
  readonly tools: readonly string[];
  /** The other tools of the server. */
  readonly otherTools: readonly string[];
  /** Who may sign in through the connection: at least two. */
  readonly members: readonly [Participant, Participant];
  /** Somebody who may use the agent and not sign in. @default the connection is for everyone */
  readonly outsider?: Participant;
}
