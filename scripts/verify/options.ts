import type { ConnectionFacts, Contract } from "../../contract/contract";
import type { Question } from "../../verify/conversation";
import { projectEndpointOf } from "../../verify/verify";
import * as errors from "./errors";

/** What the command was given. */
export interface VerifyCommandOptions {
  readonly connection?: string;
  readonly tool?: string;
  readonly question?: string;
  readonly secondUser?: true;
  readonly projectEndpoint?: string;
  readonly timeout: number;
  readonly browser: boolean;
  readonly json?: true;
  readonly local?: true;
  readonly break?: string;
}

/** Seconds. @throws {CannotVerify} */
export function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 3600) throw errors.wrongTimeout(text);
  return value;
}

/** The connection that was chosen, or the first in the order of their keys. @throws {CannotVerify} */
export function connectionOf({ connections }: Contract, chosen: string | undefined): ConnectionFacts {
  const found = chosen === undefined ? connections[0] : connections.find(({ key }) => key === chosen);
  if (found !== undefined) return found;
  const keys = connections.map(({ key }) => key);
  throw errors.unknownConnection(chosen ?? "", keys);
}

/** How tools are called that only read: calling one does no harm. */
const reads = /^(get|list|read|search|find|show)([_-]|[A-Z]|$)/;

/**
 * What is asked: by default in words that name the tool, which is by default the first that reads, by its name, else the first that the
 * connection opens.
 * @throws {CannotVerify} for a tool that it does not open
 */
export function questionFor(
  { key, allowedTools }: ConnectionFacts,
  { tool: chosen, question }: Pick<VerifyCommandOptions, "tool" | "question">,
): Question {
  const usual = allowedTools.find((tool) => reads.test(tool)) ?? allowedTools[0];
  const tool = chosen === undefined ? usual : allowedTools.find((each) => each === chosen);
  if (tool === undefined) throw errors.unknownTool(chosen ?? "", key, allowedTools);
  const words = tool.replaceAll(/[_-]+/g, " ");
  return { tool, text: question ?? `Please ${words} for Oslo, with your tool ${tool}.` };
}

/** Where the project answers. @throws {CannotVerify} for an address that is no project's: a token goes there */
export function endpointOf(
  contract: Contract,
  { projectEndpoint }: Pick<VerifyCommandOptions, "projectEndpoint">,
): string {
  if (projectEndpoint === undefined) return projectEndpointOf(contract);
  const text = projectEndpoint.replace(/\/$/, "");
  if (!/^https:\/\/[a-z0-9-]+\.services\.ai\.azure\.com\/api\/projects\/[\w.-]+$/i.test(text)) {
    throw errors.wrongEndpoint(projectEndpoint);
  }
  return text;
}
