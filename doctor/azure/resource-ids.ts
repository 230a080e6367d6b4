/** A Foundry project, or a connection of it, by its ARM id. */
export interface ProjectIds {
  readonly subscriptionId: string;
  readonly accountId: string;
  readonly projectId: string;
  /** Name of the connection. @default the id is the project's */
  readonly connection?: string;
}

const project =
  /^(?<account>\/subscriptions\/(?<subscription>[^/?#]+)\/resourceGroups\/[^/?#]+\/providers\/Microsoft\.CognitiveServices\/accounts\/[^/?#]+)(?<rest>\/projects\/[^/?#]+)(?:\/connections\/(?<connection>[^/?#]+))?$/i;

/** Takes an ARM id apart; undefined where it is neither a project's nor a connection's. */
export function parseProjectId(id: string): ProjectIds | undefined {
  const groups = project.exec(id)?.groups;
  const { account, subscription, rest, connection } = groups ?? {};
  if (account === undefined || subscription === undefined || rest === undefined) return undefined;
  return {
    subscriptionId: subscription,
    accountId: account,
    projectId: account + rest,
    ...(connection !== undefined && { connection }),
  };
}
