import { InvalidArgumentError } from "commander";
import { nearMiss } from "../../contract/deployment-file/wording";

/** Takes one of some words, as `choices` of commander does, and says which one is near. */
export function oneOf<Word extends string>(words: readonly Word[]): (written: string) => Word {
  return (written) => {
    const found = words.find((word) => word === written);
    if (found !== undefined) return found;
    const near = nearMiss(written, words);
    const hint = near === undefined ? "" : `Did you mean ${JSON.stringify(near)}? `;
    throw new InvalidArgumentError(`${hint}Allowed choices are ${words.join(", ")}.`);
  };
}
