/**
 * Filters of the System Log: comparisons joined by `and`, `or`, `not` and parentheses (RFC 7644, section 3.4.2.2). `and` binds
 * more than `or`; brackets are not supported, as Okta says.
 * @see https://developer.okta.com/docs/reference/core-okta-api/#filter
 */
import { isObject } from "../../json";
import { filterFieldInvalid, filterInvalid } from "../okta-errors";
import { type LogEvent, logEventFields } from "./log-event";

/** Whether an event is asked for. */
export type LogFilter = (event: LogEvent) => boolean;

type Compare = (actual: string, wanted: string) => boolean;

const comparisons: Readonly<Record<string, Compare>> = {
  eq: (actual, wanted) => actual === wanted,
  ne: (actual, wanted) => actual !== wanted,
  co: (actual, wanted) => actual.includes(wanted),
  sw: (actual, wanted) => actual.startsWith(wanted),
  ew: (actual, wanted) => actual.endsWith(wanted),
  gt: (actual, wanted) => actual > wanted,
  ge: (actual, wanted) => actual >= wanted,
  lt: (actual, wanted) => actual < wanted,
  le: (actual, wanted) => actual <= wanted,
};

/** As Okta's message lists them. */
const expectedOperators = "eq,co,sw,pr,gt,ge,lt,le";
/** A quoted text, a parenthesis, or a word. */
const tokenPattern = /\s*("(?:[^"\\]|\\.)*"|[()]|[^\s()"]+)/y;
/** Okta gives `published` its own parameters. */
const fieldWithParameters = "published";
const deepest = 50;

interface Token {
  readonly text: string;
  readonly position: number;
}

/** Reads a filter. @throws OktaError E0000053 for one that Okta does not understand */
export function readFilter(text: string): LogFilter {
  const tokens = tokensOf(text);
  let next = 0;
  const peek = (): string | undefined => tokens[next]?.text.toLowerCase();
  const take = (): Token => {
    const token = tokens[next];
    if (token === undefined) throw filterInvalid(text, "The expression ends too early.");
    next += 1;
    return token;
  };
  const joined = (word: "and" | "or", part: () => LogFilter): LogFilter => {
    const parts = [part()];
    while (peek() === word) {
      next += 1;
      parts.push(part());
    }
    return word === "and"
      ? (event) => parts.every((matches) => matches(event))
      : (event) => parts.some((matches) => matches(event));
  };
  const expression = (depth: number): LogFilter => {
    if (depth > deepest) throw filterInvalid(text, "The expression is nested too deep.");
    return joined("or", () => joined("and", () => factor(depth)));
  };
  const factor = (depth: number): LogFilter => {
    if (peek() === "not") {
      next += 1;
      const negated = factor(depth + 1);
      return (event) => !negated(event);
    }
    if (peek() !== "(") return comparison(text, take, peek);
    next += 1;
    const inner = expression(depth + 1);
    if (take().text !== ")") throw filterInvalid(text, "A parenthesis is not closed.");
    return inner;
  };
  const filter = expression(0);
  const rest = tokens[next];
  if (rest !== undefined) {
    throw filterInvalid(text, `Unexpected ${JSON.stringify(rest.text)} at position ${rest.position}.`);
  }
  return filter;
}

function comparison(text: string, take: () => Token, peek: () => string | undefined): LogFilter {
  const { text: field } = take();
  const path = field.split(".");
  const [first = ""] = path;
  if (!logEventFields.has(first) || field === fieldWithParameters) throw filterFieldInvalid(field);
  const operator = take();
  const name = operator.text.toLowerCase();
  if (name === "pr") return (event) => valuesAt(event, path).length > 0;
  const compare = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
  if (compare === undefined) {
    const { position } = operator;
    throw filterInvalid(
      text,
      `Unrecognized attribute operator '${operator.text}' at position ${position}. Expected: ${expectedOperators}`,
    );
  }
  if (peek() === undefined) throw filterInvalid(text, "The expression ends too early.");
  const wanted = valueOf(text, take());
  // A field of several values is as asked for where one of them is; none is for `ne`.
  return name === "ne"
    ? (event) => valuesAt(event, path).every((actual) => compare(actual, wanted))
    : (event) => valuesAt(event, path).some((actual) => compare(actual, wanted));
}

/** A text in quotes, or a number, `true`, `false`. */
function valueOf(filter: string, { text, position }: Token): string {
  if (text.startsWith('"')) {
    try {
      return String(JSON.parse(text));
    } catch {
      throw filterInvalid(filter, `Unexpected text at position ${position}.`);
    }
  }
  if (/^(?:true|false|-?\d+(?:\.\d+)?)$/.test(text)) return text;
  throw filterInvalid(filter, `Unexpected ${JSON.stringify(text)} at position ${position}; texts stand in quotes.`);
}

/** All values that a path leads to; lists on the way are entered. */
function valuesAt(value: unknown, path: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => valuesAt(one, path));
  const [first, ...rest] = path;
  if (first === undefined) return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
  return isObject(value) && Object.hasOwn(value, first) ? valuesAt(value[first], rest) : [];
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < end) {
    const from = tokenPattern.lastIndex;
    const found = tokenPattern.exec(text)?.[1];
    if (found === undefined) throw filterInvalid(text, `Unexpected text at position ${from}.`);
    tokens.push({ text: found, position: tokenPattern.lastIndex - found.length });
  }
  return tokens;
}
