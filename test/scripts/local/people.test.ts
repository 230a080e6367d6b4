/** The local cloud has the people that a sign-in through every connection needs, whatever a deployment file says. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Deployment } from "../../../contract/deployment";
import { parseDeployment } from "../../../contract/deployment-file";
import { membersOf, peopleOf } from "../../../scripts/local/people";
import { seedFor } from "../../../scripts/local/seed";
import { arbitraryDeployment, deploymentYaml } from "../../support/arbitrary-deployment";
import { samples } from "../../support/deployments";

const deployment = arbitraryDeployment().map((file) => parseDeployment(deploymentYaml(file), "deployment.yaml"));

test("every connection has two people who may use it, and one who may not where it is for groups", () => {
  fc.assert(
    fc.property(deployment, (each) => {
      const people = peopleOf([each], "example.com");
      for (const connection of each.connections) {
        const members = membersOf(each, connection, people);
        expect(members.length).toBeGreaterThanOrEqual(2);
        if (connection.groups !== "everyone") expect(members).not.toContain(people.at(-1));
      }
      expect(new Set(people.map(({ login }) => login)).size).toBe(people.length);
    }),
  );
});

test("everybody may use the agents, by a group of the file or by a role of their own", () => {
  fc.assert(
    fc.property(deployment, (each) => {
      const { seed, people } = seedFor([each]);
      const [tenant] = seed.tenants;
      const withRole = tenant?.roles?.map(({ principalId }) => principalId) ?? [];
      for (const person of people.get(each.azure.tenantId) ?? []) {
        const groups = tenant?.people.find(({ login }) => login === person.login)?.groups ?? [];
        expect(withRole.includes(person.objectId) || groups.some((group) => userGroups(each).includes(group))).toBe(
          true,
        );
      }
    }),
  );
});

test("people have one login in the tenant and in the organization", () => {
  const { seed } = seedFor([samples.okta(), samples.entra()]);
  const logins = [...seed.tenants, ...seed.organizations].map(({ people }) => people.map(({ login }) => login));
  expect(logins).toHaveLength(2);
  expect(logins[0]).toEqual(logins[1]);
});

function userGroups({ foundry }: Deployment): readonly string[] {
  return foundry.users.flatMap((user) => ("group" in user ? [user.group] : []));
}
