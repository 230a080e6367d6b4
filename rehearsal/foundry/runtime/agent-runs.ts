import type { McpTool } from "../agent-definition";
import type { Agent } from "../agents";
import type { ModelTool } from "../model/choose-tool";
import type { ScriptedModel } from "../model/scripted-model";
import type { Approval } from "./agent-request";
import { needsApproval } from "./approval";
import { approvalRequestNotFound } from "./errors";
import { freshId } from "./ids";
import type { ApprovalRequestItem, CallItem, ListToolsItem, MessageItem, OutputItem } from "./items";
import { objectFrom } from "./json-text";
import type { McpServer } from "./mcp-client";
import type { Errand, ServerAccess } from "./server-access";
import { toolCall } from "./tool-call";
import { listed, toolListing, type ToolListingOptions } from "./tool-listing";

/** What an agent is asked. */
export interface Run extends Errand {
  readonly agent: Agent;
  readonly question: string;
  readonly approvals: readonly Approval[];
}

/** A tool of a server that the run has access to. */
interface UsableTool extends ModelTool {
  readonly tool: McpTool;
  readonly server: McpServer;
}

/** What runs are made with. */
export interface AgentRunsOptions extends Omit<ToolListingOptions, "log"> {
  readonly access: ServerAccess;
  readonly model: ScriptedModel;
}

/**
 * Lets agents answer. A run asks for consent where a token is missing, and then does nothing else; otherwise it lists the
 * tools of every server, lets the model decide on one call at most, and says what came of it.
 */
export class AgentRuns {
  readonly #answeredApprovals = new Set<string>();
  readonly #options: AgentRunsOptions;

  constructor(options: AgentRunsOptions) {
    this.#options = options;
  }

  /** The output of a response. @throws ResponsesError for an approval that nobody asked for, or a connection that is gone */
  answer(run: Run): Promise<readonly OutputItem[]> {
    return run.approvals.length > 0 ? this.#afterApproval(run) : this.#fromQuestion(run);
  }

  async #fromQuestion(run: Run): Promise<readonly OutputItem[]> {
    const { model } = this.#options;
    const output: OutputItem[] = [];
    const usable: UsableTool[] = [];
    for (const tool of run.agent.definition.tools ?? []) {
      const access = await this.#options.access.to(tool, run);
      if ("consentRequest" in access) output.push(access.consentRequest);
      else if ("givenUp" in access) output.push(listed(tool, []));
      else {
        const { server, connection } = access;
        const listing = await toolListing({ ...this.#options, log: run.log }, tool, server, connection);
        output.push(listing);
        usable.push(...usableTools(listing, tool, server));
      }
    }
    if (output.some(({ type }) => type === "oauth_consent_request")) return output;
    if (usable.length === 0) return [...output, says(model.inventAnswer(run.question, "no tools"))];
    const wanted = model.decide(run.question, usable);
    if (wanted === undefined) return [...output, says(model.nameTools(usable))];
    const { tool: chosen, parameters } = wanted;
    const call = { serverLabel: chosen.serverLabel, name: chosen.name, parameters };
    if (needsApproval(chosen.tool, chosen.name)) return [...output, asksApproval(call)];
    const item = await toolCall(chosen.server, { ...call, approvalRequestId: null }, run.log);
    return [...output, item, says(this.#sayAfter(item, run.question))];
  }

  async #afterApproval(run: Run): Promise<readonly OutputItem[]> {
    const answered = run.approvals.map(({ requestId, approve }) => ({ ...this.#pending(run, requestId), approve }));
    const output: OutputItem[] = [];
    const texts: string[] = [];
    for (const { request, tool, approve } of answered) {
      if (this.#answeredApprovals.has(request.id)) continue;
      this.#answeredApprovals.add(request.id);
      if (!approve) {
        texts.push(this.#options.model.acceptDenial(request.name));
        continue;
      }
      const access = await this.#options.access.to(tool, run);
      if ("server" in access) {
        const { server_label: serverLabel, name, id: approvalRequestId } = request;
        const parameters = objectFrom(request.arguments);
        const item = await toolCall(access.server, { serverLabel, name, parameters, approvalRequestId }, run.log);
        output.push(item);
        texts.push(this.#sayAfter(item, run.question));
      } else if ("consentRequest" in access) {
        // The same approval is sent again after the consent.
        this.#answeredApprovals.delete(request.id);
        output.push(access.consentRequest);
      } else {
        texts.push(this.#options.model.inventAnswer(run.question, "no access to the server"));
      }
    }
    return texts.length === 0 ? output : [...output, says(texts.join("\n"))];
  }

  #pending({ conversation, agent }: Run, requestId: string) {
    const request = conversation.items.find(
      (item): item is ApprovalRequestItem => item.type === "mcp_approval_request" && item.id === requestId,
    );
    const tool = agent.definition.tools?.find(({ server_label }) => server_label === request?.server_label);
    if (request === undefined || tool === undefined || this.#answeredApprovals.has(requestId)) {
      throw approvalRequestNotFound(requestId);
    }
    return { request, tool };
  }

  #sayAfter({ name, output }: CallItem, question: string): string {
    const { model } = this.#options;
    return output === null ? model.inventAnswer(question, "the call failed") : model.quoteResult(name, output);
  }
}

function usableTools({ tools, server_label }: ListToolsItem, tool: McpTool, server: McpServer): readonly UsableTool[] {
  return tools.map(({ name, description, input_schema }) => ({
    serverLabel: server_label,
    name,
    description: description ?? "",
    inputSchema: input_schema,
    tool,
    server,
  }));
}

function asksApproval({ serverLabel, name, parameters }: { serverLabel: string; name: string; parameters: object }) {
  const item: ApprovalRequestItem = {
    type: "mcp_approval_request",
    id: freshId("mcpr"),
    server_label: serverLabel,
    name,
    arguments: JSON.stringify(parameters),
  };
  return item;
}

function says(text: string): MessageItem {
  const content = [{ type: "output_text" as const, text, annotations: [] }];
  return { type: "message", id: freshId("msg"), role: "assistant", status: "completed", content };
}
