/** What comes of a scenario: `undecided` where the suite neither passes nor fails it. */
export type Outcome = "passes" | "fails" | "undecided";

/** What is expected of a scenario of the official suite. */
export interface Expectation {
  readonly outcome: Outcome;
  /** Why it does not pass, or says nothing where it does. @default it passes because the server does what it asks */
  readonly reason?: string;
}

/** The version whose scenarios these are: another one may have others. */
export const conformanceVersion = "0.1.16";

const passes: Expectation = { outcome: "passes" };

const fails = (reason: string): Expectation => ({ outcome: "fails", reason });

const needsTool = (tool: string): Expectation => fails(`It needs the tool ${tool}, which belongs to the suite.`);

const offersNo = (feature: string): Expectation => fails(`The weather server offers tools, and no ${feature}.`);

const passesForAnything = (tool: string): Expectation => ({
  outcome: "passes",
  reason: `It needs the tool ${tool}, and takes the error that there is none for its answer.`,
});

const needsSession: Expectation = {
  outcome: "undecided",
  reason: "It needs a session and a stream; the server is stateless and answers with JSON, as MCP allows.",
};

/** Every server scenario of the suite. */
export const conformanceScenarios: Readonly<Record<string, Expectation>> = {
  "server-initialize": passes,
  ping: passes,
  "tools-list": passes,
  "dns-rebinding-protection": passes,

  "tools-call-simple-text": passesForAnything("test_simple_text"),
  "tools-call-error": passesForAnything("test_error_handling"),

  "server-sse-polling": needsSession,
  "server-sse-multiple-streams": needsSession,

  "tools-call-image": needsTool("test_image_content"),
  "tools-call-audio": needsTool("test_audio_content"),
  "tools-call-embedded-resource": needsTool("test_embedded_resource"),
  "tools-call-mixed-content": needsTool("test_multiple_content_types"),
  "tools-call-with-progress": needsTool("test_tool_with_progress"),
  "tools-call-sampling": needsTool("test_sampling"),
  "tools-call-elicitation": needsTool("test_elicitation"),
  "json-schema-2020-12": needsTool("json_schema_2020_12_tool"),
  "elicitation-sep1034-defaults": needsTool("test_elicitation_sep1034_defaults"),
  "elicitation-sep1330-enums": needsTool("test_elicitation_sep1330_enums"),

  "tools-call-with-logging": offersNo("logging"),
  "logging-set-level": offersNo("logging"),
  "completion-complete": offersNo("completion"),
  "resources-list": offersNo("resources"),
  "resources-read-text": offersNo("resources"),
  "resources-read-binary": offersNo("resources"),
  "resources-templates-read": offersNo("resources"),
  "resources-subscribe": offersNo("resources"),
  "resources-unsubscribe": offersNo("resources"),
  "prompts-list": offersNo("prompts"),
  "prompts-get-simple": offersNo("prompts"),
  "prompts-get-with-args": offersNo("prompts"),
  "prompts-get-embedded-resource": offersNo("prompts"),
  "prompts-get-with-image": offersNo("prompts"),
};
