import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { apiUrlOf, pullRequestOf, repositoryOf, tokenOf } from "../../../preview/post/surroundings";
import { inTemporaryFolder } from "../../support/temporary-folder";

test.each([
  ["https://api.github.com", "https://api.github.com"],
  ["https://github.example.com/api/v3/", "https://github.example.com/api/v3"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ["http://[::1]:8080", "http://[::1]:8080"],
])("the API may be at %s", (found, used) => {
  expect(apiUrlOf({ GITHUB_API_URL: found })).toBe(used);
});

test("without an address it is GitHub's own", () => {
  expect(apiUrlOf({})).toBe("https://api.github.com");
});

test.each([
  "http://api.github.com",
  "http://127.0.0.1.example.com",
  "ftp://127.0.0.1",
  "https://user:secret@example.com",
  "https://example.com/?token=secret",
  "no address",
])("a token is never sent to %s", (found) => {
  expect(() => apiUrlOf({ GITHUB_API_URL: found })).toThrow(/GITHUB_API_URL.*allowed is an https URL/);
  expect(() => apiUrlOf({ GITHUB_API_URL: found })).not.toThrow(/secret/);
});

test("a missing token is told with what to write", () => {
  expect(() => tokenOf({ GITHUB_TOKEN: " " })).toThrow(/GITHUB_TOKEN is not set\. In a workflow write/);
});

test.each(["", "octo", "octo/weather/more", "octo/we ather"])("%j is no repository", (found) => {
  expect(() => repositoryOf({ GITHUB_REPOSITORY: found })).toThrow(/allowed is <owner>\/<name>/);
});

test("a repository has an owner and a name", () => {
  expect(repositoryOf({ GITHUB_REPOSITORY: "octo/weather" })).toEqual({ owner: "octo", repo: "weather" });
});

test("the event names the pull request, else the ref does", () =>
  inTemporaryFolder((folder) => {
    const event = join(folder, "event.json");
    writeFileSync(event, JSON.stringify({ pull_request: { number: 12 } }));
    expect(pullRequestOf({ GITHUB_EVENT_PATH: event, GITHUB_REF: "refs/pull/13/merge" })).toBe(12);
    expect(pullRequestOf({ GITHUB_REF: "refs/pull/13/merge" })).toBe(13);
    writeFileSync(event, JSON.stringify({ issue: { number: 12 } }));
    expect(() => pullRequestOf({ GITHUB_EVENT_PATH: event, GITHUB_REF: "refs/heads/main" })).toThrow(
      /Neither GITHUB_EVENT_PATH nor GITHUB_REF names a pull request/,
    );
    writeFileSync(event, "no JSON");
    expect(() => pullRequestOf({ GITHUB_EVENT_PATH: event })).toThrow(/holds no JSON object/);
  }));
