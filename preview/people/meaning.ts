/** What a change means for the people of a deployment. */
import type { JudgedFinding } from "../../checks/check";
import { type Changes, type ConnectionPair, isReplaced, type WiringPair } from "../pairs";
import { accessChanges, type AccessChanges, type ReachPair } from "./access";
import { reasonsFor, rotatedSecret, type Reason } from "./consent";
import type { Directory } from "./directory";
import { reachOf, type Reach } from "./reach";
import { redirectChanges, type RedirectChange } from "./redirects";
import { replacesAny, windowsOf, type Window } from "./windows";

/** People consent to a connection that they did not consent to before. */
export interface Consent {
  /** How the connection is called. */
  readonly label: string;
  /** `again` where it takes the place of another, `first` where it is new. */
  readonly kind: "again" | "first";
  /** Names of those who may use it; undefined where it cannot be told. */
  readonly people: readonly string[] | undefined;
  /** Why they consent again. */
  readonly reasons: readonly Reason[];
  /** Names of the connection in Foundry, as far as they are known. */
  readonly names: { readonly before?: string; readonly after?: string };
}

/** The secret of a connection changes. */
export interface Rotation {
  readonly label: string;
  readonly address: string;
}

/** A connection through which nobody can sign in, or whose calls all fail. */
export interface Closure {
  readonly label: string;
  /** Whether somebody could use it before. */
  readonly isNew: boolean;
  /** Rules that say why. */
  readonly because: readonly string[];
}

/** What changes for people. */
export interface Meaning {
  readonly closures: readonly Closure[];
  readonly consents: readonly Consent[];
  readonly access: AccessChanges;
  readonly rotations: readonly Rotation[];
  readonly redirects: readonly RedirectChange[];
  readonly windows: readonly Window[];
  /** Whether a part of the deployment is replaced at all, so that there could be windows. */
  readonly replacesParts: boolean;
}

/** What is needed to tell it. */
export interface MeaningSource {
  readonly wirings: WiringPair;
  readonly connections: readonly ConnectionPair[];
  readonly findings: readonly JudgedFinding[];
  /** What the rules find in what is there now. */
  readonly findingsBefore: readonly JudgedFinding[];
  readonly changes: Changes;
  readonly directory: Directory;
}

/** Tells what a change means. */
export function meaningOf(source: MeaningSource): Meaning {
  const { wirings, connections, findings, findingsBefore, changes, directory } = source;
  const before = wirings.before ? reachOf(wirings.before, findingsBefore, directory) : [];
  const after = wirings.after ? reachOf(wirings.after, findings, directory) : [];
  const reaches = connections.map((pair): ReachPair => {
    const was = before.find(({ connection }) => connection === pair.before);
    const willBe = after.find(({ connection }) => connection === pair.after);
    return { label: pair.label, ...(was && { before: was }), ...(willBe && { after: willBe }) };
  });
  return {
    closures: reaches.flatMap(({ label, before: was, after: willBe }) => {
      const because = willBe?.closedBy ?? [];
      return because.length > 0 ? [{ label, isNew: was?.closedBy.length === 0, because }] : [];
    }),
    consents: connections.flatMap((pair) => consentOf(pair, after, changes)),
    access: accessChanges(reaches),
    rotations: connections.flatMap(({ label, before: was, after: willBe }) => {
      const address = was && willBe ? rotatedSecret(willBe, changes) : undefined;
      return address === undefined ? [] : [{ label, address }];
    }),
    redirects: redirectChanges(wirings.after, connections, changes),
    windows: windowsOf(wirings.before, changes),
    replacesParts: replacesAny(wirings.before, changes),
  };
}

function consentOf(pair: ConnectionPair, after: readonly Reach[], changes: Changes): readonly Consent[] {
  const { label, before, after: willBe } = pair;
  if (!willBe || (before && !isReplaced(pair))) return [];
  const people = after.find(({ connection }) => connection === willBe)?.people;
  const [was, next] = [nameOf(before), nameOf(willBe)];
  return [
    {
      label,
      kind: before ? "again" : "first",
      people,
      reasons: reasonsFor(pair, changes),
      names: { ...(was !== undefined && { before: was }), ...(next !== undefined && { after: next }) },
    },
  ];
}

function nameOf(connection: ConnectionPair["after"]): string | undefined {
  const name = connection?.name;
  return name?.kind === "literal" && typeof name.value === "string" ? name.value : undefined;
}
