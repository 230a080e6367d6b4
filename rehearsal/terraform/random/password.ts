import { randomInt } from "node:crypto";
import { booleanAttribute, numberAttribute, requiredText, textAttribute } from "../attributes";
import { ProviderError } from "../errors";
import type { Attributes, ManagedResourceType } from "../resource-type";

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const special = "!@#$%&*()-_=+[]{}<>:?";

/** Everything but `id` and the results; a change of any makes another password. */
const inputs = [
  "keepers",
  "length",
  "lower",
  "min_lower",
  "min_numeric",
  "min_special",
  "min_upper",
  "number",
  "numeric",
  "override_special",
  "special",
  "upper",
];

/**
 * `random_password`: the only type of the local cloud that makes something by itself, since no API stands behind it.
 * @see https://registry.terraform.io/providers/hashicorp/random/latest/docs/resources/password
 */
export const password: ManagedResourceType = {
  kind: "resource",
  type: "random_password",
  replacedBy: inputs,
  defaults: {
    lower: true,
    min_lower: 0,
    min_numeric: 0,
    min_special: 0,
    min_upper: 0,
    number: true,
    numeric: true,
    special: true,
    upper: true,
  },
  create: (_api, planned) => Promise.resolve({ ...planned, id: "none", bcrypt_hash: null, result: generate(planned) }),
  // The state is all there is.
  read: (_api, state) => Promise.resolve({ ...state, result: requiredText(state, "result") }),
  delete: () => Promise.resolve(),
};

interface Alphabet {
  readonly characters: string;
  readonly atLeast: number;
}

function generate(planned: Attributes): string {
  const alphabets = [
    alphabet(planned, "lower", upper.toLowerCase()),
    alphabet(planned, "upper", upper),
    alphabet(planned, "numeric", "0123456789"),
    alphabet(planned, "special", textAttribute(planned, "override_special") ?? special),
  ].filter((each): each is Alphabet => each !== undefined);
  const all = alphabets.map(({ characters }) => characters).join("");
  const length = numberAttribute(planned, "length") ?? 0;
  const demanded = alphabets.flatMap(({ characters, atLeast }) =>
    Array.from({ length: atLeast }, () => pick(characters)),
  );
  if (all === "" || length < Math.max(1, demanded.length)) throw impossibleLength(length, demanded.length);
  const rest = Array.from({ length: length - demanded.length }, () => pick(all));
  return shuffled([...demanded, ...rest]).join("");
}

function alphabet(planned: Attributes, name: string, characters: string): Alphabet | undefined {
  if (booleanAttribute(planned, name) === false) return undefined;
  return { characters, atLeast: numberAttribute(planned, `min_${name}`) ?? 0 };
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

function shuffled(characters: readonly string[]): readonly string[] {
  const result = [...characters];
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other] ?? "", result[last] ?? ""];
  }
  return result;
}

function impossibleLength(length: number, minimum: number): ProviderError {
  return new ProviderError(
    "Create Random Password Error",
    `A password of ${length} characters cannot hold the ${minimum} that the minimums demand; raise length or lower a min_ argument.`,
  );
}
