/** What `--break` chooses, and how it tells what it has chosen from. */
import { describe, expect, test } from "@jest/globals";
import { faultNamed, type FaultName } from "../../../rehearsal/faults";
import type { JournalEntry } from "../../../rehearsal/journal";
import { targetOf } from "../../../scripts/start/apply-fault";
import { connectionsFor } from "../../../scripts/start/connections-for";
import { NothingToBreak } from "../../../scripts/start/errors";
import { journalLines } from "../../../scripts/start/journal-lines";
import { changed, samples } from "../../support/deployments";

const [okta, entra] = [samples.okta(), samples.entra()];

/** A deployment whose connections are all for everyone. */
const forEveryone = changed(entra, {
  connections: entra.connections.map((connection) => ({ ...connection, groups: "everyone" })),
});

describe("the connection that is broken", () => {
  test.each<readonly [FaultName, string, string]>([
    ["connection-scopes-empty", "okta", "where the fault was first seen"],
    ["secret-wrong", "entra", "the first of all"],
    ["pkce-demanded", "okta", "the first to which it can happen"],
  ])("%s: at %s, %s", (name, provider) => {
    expect(targetOf(name, [entra, okta]).deployment.identity.provider).toBe(provider);
  });

  test("where it was first seen is not among the deployments: the first to which it can happen", () => {
    expect(targetOf("connection-scopes-empty", [entra]).deployment).toBe(entra);
  });

  test("there is none: the message says which connections there would have to be", () => {
    const choose = (): unknown => targetOf("group-not-assigned", [forEveryone]);
    expect(choose).toThrow(NothingToBreak);
    expect(choose).toThrow(
      'The fault "group-not-assigned" can happen to connections for groups alone, and weather-entra-dev has none.',
    );
  });
});

test.each<readonly [FaultName, string]>([
  ["secret-wrong", "every connection"],
  ["pkce-demanded", "connections with provider okta"],
  ["group-not-assigned", "connections for groups"],
  ["consent-not-grantable", "connections for groups with provider entra"],
  ["second-provider-left-on", "connections with gate easy-auth"],
])("%s can happen to %s", (name, connections) => {
  expect(connectionsFor(faultNamed(name))).toBe(connections);
});

test("logs are told in their order, and in one line what was said several times in a row", () => {
  const entry = (outcome: JournalEntry["outcome"], text: string): JournalEntry => ({
    party: "foundry",
    where: "here",
    outcome,
    text,
  });
  const [link, refused] = [entry("done", "a link was given"), entry("refused", "invalid_scope")];
  expect(journalLines([link, refused, refused, refused, link, refused])).toEqual([
    "· foundry, here: a link was given",
    "✘ foundry, here: invalid_scope (3 times)",
    "· foundry, here: a link was given",
    "✘ foundry, here: invalid_scope",
  ]);
});
