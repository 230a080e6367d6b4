/**
 * What the Responses API refuses, in the form of that API.
 * @see https://platform.openai.com/docs/guides/error-codes
 */
import { ArmError } from "../../azure/errors";

/** An error in the form `{ error: { message, type, param, code } }`. */
export class ResponsesError extends ArmError {
  /** The property of the request that is at fault. */
  readonly param: string;

  constructor(status: number, code: string, param: string, message: string) {
    super(status, code, message);
    this.param = param;
  }

  override get body() {
    const { code, message, param } = this;
    return { error: { message, type: "invalid_request_error", param, code } };
  }
}

export const invalidRequest = (places: readonly string[]): ResponsesError =>
  new ResponsesError(
    400,
    "invalid_value",
    places[0] ?? "",
    `Invalid request: see ${places.join(", ")}. Streaming, background runs and conversations are not imitated.`,
  );

/** Also for a response of somebody else: that it exists is nobody's business. */
export const previousResponseNotFound = (id: string): ResponsesError =>
  new ResponsesError(
    400,
    "previous_response_not_found",
    "previous_response_id",
    `Previous response with id ${JSON.stringify(id)} not found.`,
  );

export const responseNotFound = (id: string): ResponsesError =>
  new ResponsesError(404, "not_found", "response_id", `Response with id ${JSON.stringify(id)} not found.`);

export const agentVersionNotFound = (name: string, version: string): ResponsesError =>
  new ResponsesError(
    404,
    "not_found",
    "agent_reference.version",
    `Agent ${JSON.stringify(name)} has no version ${JSON.stringify(version)}; only the latest one is kept here.`,
  );

export const approvalRequestNotFound = (id: string): ResponsesError =>
  new ResponsesError(
    400,
    "invalid_value",
    "input",
    `No approval request ${JSON.stringify(id)} waits for an answer in this conversation.`,
  );

export const questionMissing = (): ResponsesError =>
  new ResponsesError(400, "missing_required_parameter", "input", "The input holds no text of a user.");

export const connectionGone = (connection: string): ResponsesError =>
  new ResponsesError(
    400,
    "invalid_value",
    "tools",
    `The project connection ${JSON.stringify(connection)} does not exist.`,
  );
