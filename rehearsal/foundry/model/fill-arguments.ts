import { isObject, objectAt, textAt, type JsonObject, type JsonValue } from "../../json";

/** Names of properties that hold a sentence rather than a name. */
const sentenceNames = /message|text|content|headline|title|body|alert|warning|description|question|query/i;

/**
 * Arguments for a tool, made of its JSON Schema and the question: every required property gets a value of its type, all others
 * are left out. A text is what the question quotes last, or its last capitalised word: the quotation where the property's
 * name says that it is a sentence, or where it is the only text; the capitalised word else.
 */
export function fillArguments(question: string, schema: Readonly<Record<string, unknown>>): JsonObject {
  const definition = isObject(schema) ? schema : {};
  const properties = objectAt(definition, "properties");
  const required = Array.isArray(definition["required"]) ? definition["required"] : [];
  const names = required.filter((name): name is string => typeof name === "string");
  const isOnlyText = names.filter((name) => typeOf(objectAt(properties, name)) === "string").length === 1;
  return Object.fromEntries(
    names.map((name) => {
      const prefersQuotation = isOnlyText || sentenceNames.test(name);
      return [name, valueFor(question, objectAt(properties, name), prefersQuotation)];
    }),
  );
}

function valueFor(question: string, schema: JsonObject, prefersQuotation: boolean): JsonValue {
  const choices: readonly JsonValue[] = Array.isArray(schema["enum"]) ? schema["enum"] : [];
  if (choices.length > 0) return choices.find((choice) => mentions(question, choice)) ?? choices[0] ?? null;
  switch (typeOf(schema)) {
    case "number":
    case "integer":
      return numberFor(question, schema);
    case "boolean":
      return true;
    case "array":
      return [];
    case "object":
      return {};
    default:
      return textFor(question, prefersQuotation);
  }
}

function textFor(question: string, prefersQuotation: boolean): string {
  const quotation = [...question.matchAll(/["“„]([^"“”„]+)["“”]/g)].at(-1)?.[1];
  const name = lastName(question.replaceAll(/["“„][^"“”„]*["“”]/g, " "));
  return (prefersQuotation ? (quotation ?? name) : (name ?? quotation)) ?? question;
}

/** Capitalised words that follow each other, for example `New York`; the first word of a sentence is capitalised anyway. */
function lastName(text: string): string | undefined {
  const names = text.split(/[.!?]/).flatMap((sentence) => {
    const words = sentence.trim().split(/\s+/).slice(1);
    const capitalised = words.map((word) => /^\p{Lu}[\p{L}'-]+/u.exec(word)?.[0] ?? "");
    return capitalised.join(" ").split(/ {2,}/);
  });
  return names.map((name) => name.trim()).findLast((name) => name !== "");
}

function numberFor(question: string, schema: JsonObject): number {
  const found = Number(/-?\d+(\.\d+)?/.exec(question)?.[0] ?? schema["minimum"] ?? 1);
  const bounded = Math.min(
    Math.max(found, Number(schema["minimum"] ?? -Infinity)),
    Number(schema["maximum"] ?? Infinity),
  );
  return typeOf(schema) === "integer" ? Math.trunc(bounded) : bounded;
}

function typeOf(schema: JsonObject): string {
  return textAt(schema, "type") ?? "string";
}

function mentions(question: string, choice: JsonValue): boolean {
  return typeof choice === "string" && question.toLowerCase().includes(choice.toLowerCase());
}
