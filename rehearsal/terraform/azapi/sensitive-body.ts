/**
 * `sensitive_body`: part of every request body and of no state. What is remembered of it is a salted digest, which tells
 * the next plan whether it changed.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { isObject, type JsonObject, type JsonValue } from "../../json";
import { toJson } from "../arm/json-values";
import { mapAttribute } from "../attributes";
import { equalValues, holdsUnknown } from "../plan/equal";
import type { Attributes, PlannedChange, Remembered, WriteOnly } from "../resource-type";
import { mergeBodies } from "./bodies";

const key = "sensitive_body";

/** What to remember of the body that was just sent. */
export function rememberSensitiveBody({ configuration }: WriteOnly): Remembered {
  const body = configuration["sensitive_body"] ?? null;
  if (body === null) return {};
  const salt = randomBytes(16).toString("hex");
  return { [key]: `${salt}:${digest(salt, toJson(body))}` };
}

/** Whether the sensitive body differs from the one that was sent last; where versions are given, they alone decide. */
export function sensitiveBodyChanged({ prior, configuration, remembered }: PlannedChange): boolean {
  const versions = configuration["sensitive_body_version"] ?? null;
  if (versions !== null) return !equalValues("dynamic", versions, prior?.["sensitive_body_version"] ?? null);
  const body = configuration["sensitive_body"] ?? null;
  const before = remembered[key];
  if (body === null || before === undefined) return body !== null || before !== undefined;
  if (holdsUnknown(body)) return true;
  const [salt = "", expected = ""] = before.split(":");
  return !timingSafeEqual(Buffer.from(digest(salt, toJson(body))), Buffer.from(expected));
}

/**
 * The body to send. On an update (`prior` is the state before), what `sensitive_body_version` names and whose version is
 * the same is left out; a creation sends all of it.
 */
export function bodyToSend(
  planned: Attributes,
  { configuration }: WriteOnly,
  prior: Attributes | undefined,
): JsonValue {
  const body = toJson(planned["body"] ?? {}) ?? {};
  const sensitive = toJson(configuration["sensitive_body"]);
  if (sensitive === null) return body;
  const versions = mapAttribute(configuration, "sensitive_body_version") ?? {};
  const sent = prior === undefined ? undefined : (mapAttribute(prior, "sensitive_body_version") ?? {});
  const unchanged = Object.keys(versions).filter((path) => sent?.[path] === versions[path]);
  return mergeBodies(body, unchanged.reduce(withoutPath, sensitive));
}

function withoutPath(value: JsonValue, path: string): JsonValue {
  const [name = "", ...rest] = path.split(".");
  if (!isObject(value) || !(name in value)) return value;
  const others: JsonObject = Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
  return rest.length === 0 ? others : { ...others, [name]: withoutPath(value[name] ?? null, rest.join(".")) };
}

function digest(salt: string, body: JsonValue): string {
  return createHmac("sha256", salt)
    .update(JSON.stringify(sorted(body)))
    .digest("hex");
}

/** Equal bodies in equal text, whatever the order of their properties. */
function sorted(value: JsonValue | undefined): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(sorted);
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}
