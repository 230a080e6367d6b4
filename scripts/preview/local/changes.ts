/** What a pull request may change, to be planned on the local cloud: as data, so that it can be listed, applied and tested. */
import type { Connection, Deployment, GroupReference } from "../../../contract/deployment";
import { type Configuration, removeScope } from "./configuration";

/** What a deployment file says otherwise, in the words of the file. */
export type FileChange = Readonly<Record<string, unknown>>;

/** One change. */
export interface LocalChange {
  /** In one sentence. */
  readonly what: string;
  /** Whether something is deployed before. @default the deployment as its file says */
  readonly fromNothing?: true;
  /** What the file says otherwise; undefined where the deployment has nothing that can be changed so. @default the file stays */
  readonly file?: (deployment: Deployment) => FileChange | undefined;
  /** Changes the generated configuration in place, as an override in `main.ts` does; tells whether it could. @default it stays */
  readonly override?: (configuration: Configuration, deployment: Deployment) => boolean;
  /** Further arguments of `terraform plan`. @default none */
  readonly planArguments?: readonly string[];
}

/** A group that no file names. */
const newGroup = "Storm watch";
/** A scope and a tool that no file names. */
const newScope = { name: "history.read", tool: "get_history" } as const;

/** All changes by name. */
export const localChanges = {
  "first-deployment": { what: "Nothing is deployed yet, and the whole deployment is planned.", fromNothing: true },
  "no-change": { what: "The pull request changes nothing that is deployed." },
  "scope-added": {
    what: "A new scope with a new tool, requested by the connection for the fewest people.",
    file: (deployment) => {
      const connection = narrowest(deployment);
      return {
        scopes: { [newScope.name]: { description: "Read past records", tools: [newScope.tool] } },
        connections: { [connection.key]: { scopes: [...connection.scopes, newScope.name] } },
      };
    },
  },
  "scope-removed": {
    what: "An override in main.ts takes a scope out of the access policy, while the connection requests it and a tool requires it.",
    override: (configuration, deployment) => {
      const path = `access-${narrowest(deployment).key}`;
      return deployment.identity.provider === "okta"
        ? removeScope(configuration, "okta_auth_server_policy_rule", `${path}_rule`, "scope_whitelist")
        : removeScope(
            configuration,
            "azuread_service_principal_delegated_permission_grant",
            `${path}_api-grant`,
            "claim_values",
          );
    },
  },
  "connection-replaced": {
    what: "The Foundry project gets another name, so that every connection is replaced.",
    file: ({ foundry: { project } }) => ("name" in project ? { foundry: { project: `${project.name}-2` } } : undefined),
  },
  "secret-rotated": {
    what: "The client secrets are rotated.",
    file: ({ secrets }) => ({ secrets: { rotation: secrets.rotation + 1 } }),
  },
  destroy: { what: "The deployment is destroyed.", planArguments: ["-destroy"] },
  "group-added": {
    what: "One more group may use the connection for groups.",
    file: ({ connections }) => {
      const connection = connections.find(({ groups }) => groups !== "everyone");
      if (connection === undefined || connection.groups === "everyone") return undefined;
      return { connections: { [connection.key]: { groups: [...connection.groups.map(asWritten), newGroup] } } };
    },
  },
} as const satisfies Readonly<Record<string, LocalChange>>;

/** Name of a change. */
export type ChangeName = keyof typeof localChanges;

/** Names of all changes. */
export const changeNames = Object.keys(localChanges) as readonly ChangeName[];

/** The change of a name. */
export function changeNamed(name: ChangeName): LocalChange {
  return localChanges[name];
}

/** The connection for the fewest people that requests the most: the first for groups, else the first. */
function narrowest({ connections }: Deployment): Connection {
  const [first] = connections.toSorted(
    (one, other) =>
      Number(one.groups === "everyone") - Number(other.groups === "everyone") ||
      other.scopes.length - one.scopes.length,
  );
  if (first === undefined) throw new Error("A deployment has at least one connection.");
  return first;
}

function asWritten(group: GroupReference): string | { readonly id: string } {
  return "name" in group ? group.name : group;
}
