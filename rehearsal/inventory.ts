import type { LocalCloud } from "./local-cloud";

/** Everything that the clouds hold, one line each, sorted: to be compared with another moment. */
export function inventory({ resourceManager, foundry, entra, okta }: LocalCloud): readonly string[] {
  const ids = resourceManager.ids();
  const projects = ids.filter((id) => /\/accounts\/[^/]+\/projects\/[^/]+$/i.test(id));
  return [
    ...ids,
    ...projects.flatMap((project) => foundry.agents(project).map(({ name }) => `agent ${name} of ${project}`)),
    ...[...entra.tenants.values()].flatMap(({ tenantId, applications, servicePrincipals, grants, assignments }) => [
      ...listed(`${tenantId}: application`, applications),
      ...listed(`${tenantId}: service principal`, servicePrincipals),
      ...listed(`${tenantId}: delegated grant`, grants),
      ...listed(`${tenantId}: app role assignment`, assignments),
    ]),
    ...[...okta.organizations.values()].flatMap(({ host, apps, authorizationServers }) => [
      ...listed(`${host}: app`, apps),
      ...listed(`${host}: authorization server`, authorizationServers),
      ...[...authorizationServers.values()].flatMap(({ scopes, policies }) => [
        ...listed(`${host}: scope`, scopes),
        ...policies.flatMap(({ id, rules }) => [
          `${host}: policy ${id}`,
          ...rules.map((rule) => `${host}: policy rule ${rule.id}`),
        ]),
      ]),
    ]),
  ].sort();
}

function listed(what: string, objects: ReadonlyMap<string, unknown>): readonly string[] {
  return [...objects.keys()].map((id) => `${what} ${id}`);
}
