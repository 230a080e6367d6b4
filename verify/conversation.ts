/** What one person experiences with the agent of one connection, judged step by step until one fails. */
import { symptomOfText } from "../doctor/symptoms/explain";
import { FoundryFailed, type Agent } from "./agent";
import { errorOf, ofType, type Answer, type AnswerItem } from "./answer";
import { consent, type Doorway, type Patience } from "./consent";
import { shown } from "./discretion";
import { identity } from "./identity";
import type { Person } from "./person";
import type { Step, StepId } from "./steps";

/** What is asked, and of whom. */
export interface Question {
  readonly text: string;
  /** The tool that must be called, and the only one that is approved. */
  readonly tool: string;
}

/** Who asks, how the person is reached, and who has asked before. */
export interface Participants {
  readonly person: Person;
  readonly others: readonly Person[];
  readonly doorway: Doorway;
  readonly patience: Patience;
  /** Told of each step when it is over. */
  readonly told: (step: Step) => void;
}

/** Approvals in a row that end any conversation. */
const mostTurns = 5;

/** Has the conversation. */
export async function converse(agent: Agent, question: Question, participants: Participants): Promise<readonly Step[]> {
  const conversation = new Conversation(agent, question, participants);
  await conversation.run();
  return conversation.steps;
}

class Conversation {
  readonly steps: Step[] = [];
  readonly #agent: Agent;
  readonly #question: Question;
  readonly #participants: Participants;

  constructor(agent: Agent, question: Question, participants: Participants) {
    this.#agent = agent;
    this.#question = question;
    this.#participants = participants;
  }

  async run(): Promise<void> {
    let current: StepId = "asked";
    try {
      const { text } = this.#question;
      const first = await this.#agent.ask({ input: text });
      this.#passed("asked", `agent ${JSON.stringify(this.#agent.name)} has answered`);
      current = "consent";
      const { doorway, patience } = this.#participants;
      const { step, answer } = await consent(this.#agent, text, first, doorway, patience);
      this.#add(step);
      if (answer === undefined || !this.#judgeTools(answer)) return;
      current = "called";
      const output = await this.#call(answer);
      if (output === undefined) return;
      const { person, others } = this.#participants;
      const known = identity(output, person, others);
      this.#add(known);
      if (known.outcome === "failed") return;
      current = "no-second-consent";
      await this.#askAnew();
    } catch (error) {
      if (!(error instanceof FoundryFailed)) throw error;
      this.#failed(current, error.message);
    }
  }

  /** An approval or a call shows that there are tools, where no list does. */
  #judgeTools({ items }: Answer): boolean {
    const listings = ofType(items, "mcp_list_tools");
    const names = listings.flatMap(({ tools }) => tools ?? []).map(({ name }) => name);
    const errors = listings.map(errorOf).filter((error) => error !== "");
    if (names.length > 0) {
      const { tool } = this.#question;
      const seen = names.map((name) => this.#shown(name)).join(", ");
      if (names.includes(tool)) this.#passed("tools", seen);
      else
        this.#failed("tools", `${seen}, and ${JSON.stringify(tool)} is not among them`, {
          symptom: "tools-list-empty",
        });
      return names.includes(tool);
    }
    if (items.some(({ type }) => type === "mcp_approval_request" || type === "mcp_call")) {
      this.#add({ id: "tools", outcome: "not shown", seen: "no list came, and yet the agent wants to call a tool" });
      return true;
    }
    const error = errors.length === 0 ? "without an error" : `with the error ${this.#shown(errors.join("; "))}`;
    const symptom = symptomOfText(errors.join("\n")) ?? "tools-list-empty";
    this.#failed("tools", listings.length === 0 ? "it never came to a list of tools" : `the list is empty, ${error}`, {
      symptom,
    });
    return false;
  }

  /** Approves calls of the chosen tool, and of no other. Returns what the tool answered. */
  async #call(first: Answer): Promise<string | undefined> {
    const { tool } = this.#question;
    let answer = first;
    for (let turn = 0; turn < mostTurns; turn += 1) {
      const call = ofType(answer.items, "mcp_call").find(({ name }) => name === tool);
      if (call !== undefined) return this.#judgeCall(call);
      const approvals = ofType(answer.items, "mcp_approval_request");
      const other = approvals.find(({ name }) => name !== tool);
      if (other !== undefined) {
        const seen = `the agent wants to call ${this.#shown(other.name)} instead of ${JSON.stringify(tool)}, which was not approved; --question says what is asked`;
        this.#failed("called", seen);
        return undefined;
      }
      if (approvals.length === 0) break;
      answer = await this.#agent.ask({
        input: approvals.map(({ id }) => ({ type: "mcp_approval_response", approval_request_id: id, approve: true })),
        previousResponseId: answer.id,
      });
    }
    const said = ofType(answer.items, "message").flatMap(({ content }) => content ?? []);
    const words = said.map(({ text = "" }) => text).join(" ");
    const seen = words === "" ? "no tool was called" : `no tool was called, and the model says ${this.#shown(words)}`;
    this.#failed("called", seen, { symptom: "invented-answer" });
    return undefined;
  }

  #judgeCall(call: Extract<AnswerItem, { type: "mcp_call" }>): string | undefined {
    const error = errorOf(call);
    if (error === "" && typeof call.output === "string") {
      this.#passed("called", `${call.name} answered ${this.#shown(call.output)}`);
      return call.output;
    }
    const symptom = symptomOfText(error) ?? (/\b403\b|scope/i.test(error) ? "scope-refused" : undefined);
    this.#failed("called", `${call.name} failed: ${this.#shown(error === "" ? "it gave no output" : error)}`, {
      ...(symptom !== undefined && { symptom }),
    });
    return undefined;
  }

  async #askAnew(): Promise<void> {
    const { items } = await this.#agent.ask({ input: this.#question.text });
    if (ofType(items, "oauth_consent_request").length === 0) {
      this.#passed("no-second-consent", "a new conversation began without a consent link");
    } else {
      this.#failed("no-second-consent", "a new conversation began with another consent link", {
        symptom: "consent-link-twice",
      });
    }
  }

  #passed(id: StepId, seen: string): void {
    this.#add({ id, outcome: "passed", seen });
  }

  #failed(id: StepId, seen: string, { symptom }: Pick<Step, "symptom"> = {}): void {
    this.#add({ id, outcome: "failed", seen, ...(symptom !== undefined && { symptom }) });
  }

  #add(step: Step): void {
    this.steps.push(step);
    this.#participants.told(step);
  }

  #shown(text: string): string {
    const { person, others } = this.#participants;
    return shown(
      text,
      [person, ...others].map(({ token }) => token),
    );
  }
}
