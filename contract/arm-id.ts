/** The parts of the ARM id of a Foundry account, or of a project in one. */
export interface FoundryArmId {
  readonly resourceGroup: string;
  readonly account: string;
  /** Absent in the id of an account. */
  readonly project?: string;
}

const PATTERN =
  /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.CognitiveServices\/accounts\/([^/]+)(?:\/projects\/([^/]+))?$/i;

/** Takes the id apart. @throws {Error} where the id is of another type, which the schema of the deployment file refuses before */
export function parseFoundryArmId(id: string): FoundryArmId {
  const [, resourceGroup, account, project] = PATTERN.exec(id) ?? [];
  if (resourceGroup === undefined || account === undefined) {
    throw new Error(`No ARM id of a Foundry account or project: ${JSON.stringify(id)}`);
  }
  return { resourceGroup, account, ...(project !== undefined && { project }) };
}
