import { notJson } from "./errors";
import type { HttpAnswer } from "./http";

/**
 * The document of an answer.
 * @param answer of any status
 * @param url whose host is named where it is none
 * @throws {HttpFailed} where the content type or the body is not JSON
 */
export function jsonOf(answer: HttpAnswer, url: string): unknown {
  const { status, headers, body } = answer;
  const { host } = new URL(url);
  const contentType = headers.get("content-type") ?? "";
  if (!/^application\/([\w.-]+\+)?json\b/i.test(contentType.trim())) throw notJson(host, status, contentType);
  try {
    return JSON.parse(body);
  } catch {
    throw notJson(host, status, undefined);
  }
}
