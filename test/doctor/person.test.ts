/** Whether a person would get in, and by what. */
import { describe, expect, it } from "@jest/globals";
import { judgePerson } from "../../doctor/person/judge-person";
import type { FoundPerson } from "../../doctor/reading/person";
import type { Wiring } from "../../checks/wiring/wiring";
import { entra, list, literal, okta, open } from "../support/wiring-builder";

const groupNames = new Map([
  ["00g1", "Forecasters"],
  ["00g2", "Readers"],
]);

function person(change: Partial<FoundPerson> = {}): FoundPerson {
  return {
    login: "ada@example.com",
    id: "00u1",
    active: true,
    groups: [],
    groupNames: new Map(),
    assignedTo: [],
    ...change,
  };
}

function verdict(wiring: Wiring, who: FoundPerson) {
  const [found] = judgePerson({ wiring, person: who, groupNames });
  return found;
}

describe("at Okta", () => {
  const system = okta()
    .authorizationServer({ id: literal("aus1") })
    .connection({ authorizationUrl: literal("https://example.okta.com/oauth2/aus1/v1/authorize") })
    .app({ assignedGroups: list("00g1") })
    .policyRule({ groups: list("00g1") });

  it("a member of the group gets in, by the policy rule and the assignment", () => {
    expect(verdict(system.wiring, person({ groups: ["00g1"] }))).toMatchObject({
      outcome: "admitted",
      why: 'admitted by policy rule "weather-dev-all" of policy "weather-dev-all", and the app is assigned to "Forecasters".',
    });
  });

  it("somebody who is not assigned is refused, and told which groups are", () => {
    const found = verdict(system.wiring, person({ groups: ["00g2"] }));
    expect(found).toMatchObject({ outcome: "refused", why: expect.stringContaining("is assigned to the app") });
    expect(found?.fix).toContain('"Readers"');
    expect(found?.fix).toContain('"Forecasters"');
  });

  it("somebody who is assigned and in no group of a policy rule is refused by it", () => {
    const found = verdict(system.wiring, person({ assignedTo: ["weather-dev-all"] }));
    expect(found).toMatchObject({
      outcome: "refused",
      why: expect.stringMatching(/nearest is policy rule .* people\.$/),
    });
  });

  it("a policy rule may name and exclude people themselves", () => {
    const assigned = person({ assignedTo: ["weather-dev-all"] });
    expect(verdict(system.policyRule({ users: list("00u1") }).wiring, assigned)?.outcome).toBe("admitted");
    const excluded = system.policyRule({ excludedUsers: list("00u1") });
    expect(verdict(excluded.wiring, person({ groups: ["00g1"] }))?.outcome).toBe("refused");
    expect(verdict(excluded.wiring, person({ id: "00u2", groups: ["00g1"] }))?.outcome).toBe("admitted");
  });

  it("everybody gets in where everybody is assigned and admitted", () => {
    const wide = system.app({ assignedGroups: list("EVERYONE") }).policyRule({ groups: list("EVERYONE") });
    expect(verdict(wide.wiring, person())?.outcome).toBe("admitted");
  });

  it("an account that cannot sign in is refused everywhere", () => {
    const found = verdict(system.wiring, person({ groups: ["00g1"], active: false, status: "SUSPENDED" }));
    expect(found).toMatchObject({ outcome: "refused", why: expect.stringContaining("SUSPENDED") });
  });

  it("nothing is said for certain where groups or assignments could not be read", () => {
    expect(verdict(system.wiring, person({ incomplete: "Okta answers 403" }))?.outcome).toBe("undecided");
    expect(verdict(system.app({ assignedGroups: open() }).wiring, person())?.outcome).toBe("undecided");
  });
});

describe("at Entra", () => {
  const client = "11111111-1111-4111-8111-111111111111";
  const system = (assignmentRequired: boolean): Wiring => {
    const { wiring } = entra().connection({ clientId: literal(client) });
    if (wiring.identity?.provider !== "entra") throw new Error("not at Entra");
    const apps = wiring.identity.apps.map((app, index) => ({
      ...app,
      clientId: literal(index === 0 ? "22222222-2222-4222-8222-222222222222" : client),
      ...(app.servicePrincipal && {
        servicePrincipal: {
          ...app.servicePrincipal,
          assignmentRequired: literal(assignmentRequired),
          assigned: [{ principalId: literal("00g1"), source: app.source }],
        },
      }),
    }));
    return { ...wiring, identity: { provider: "entra", apps } };
  };

  it("a direct member of the group gets in", () => {
    expect(verdict(system(true), person({ groups: ["00g1"] }))).toMatchObject({
      outcome: "admitted",
      why: 'the client is assigned to "Forecasters", of which they are a direct member.',
    });
  });

  it("anybody else is refused with the vendor's code", () => {
    expect(verdict(system(true), person({ groups: ["00g2"] }))).toMatchObject({
      outcome: "refused",
      why: expect.stringContaining("AADSTS50105"),
      fix: expect.stringContaining('"Forecasters"'),
    });
  });

  it("everybody gets in where no assignment is demanded", () => {
    expect(verdict(system(false), person())?.outcome).toBe("admitted");
  });
});
