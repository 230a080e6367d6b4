/** Errors of the story, named. They are defects of the rehearsal or of the deployment's set-up, not findings of a story. */

/** Foundry answered a person with an error. */
export function foundryRefused(agentName: string, status: number, body: string): Error {
  return new Error(
    `Foundry answered a question to the agent ${JSON.stringify(agentName)} with ${status}: ${JSON.stringify(body.slice(0, 500))}.`,
  );
}

/** A connection's client got no token although people get one through Foundry. */
export function codeMissing(connection: string, said: string): Error {
  return new Error(
    `No token came through the connection ${JSON.stringify(connection)}: ${JSON.stringify(said.slice(0, 500))}.`,
  );
}
