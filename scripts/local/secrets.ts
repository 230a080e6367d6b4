/** Secrets of an environment, known by the names of their variables. */

const namesOfSecrets = /(SECRET|TOKEN|PASSWORD|PASSWD|PRIVATE_?KEY|ACCESS_?KEY|API_?KEY|CREDENTIALS?|ASSERTION)$/i;

/** Values of environment variables that are secrets by their names. */
export function secretsIn(environment: NodeJS.ProcessEnv): readonly string[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && namesOfSecrets.test(name) ? [value] : [],
  );
}

/** An environment for a program that needs no secret, such as the build of a server and all that it imports. */
export function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !namesOfSecrets.test(name)));
}
