/**
 * What a plan of HCL tells of an expression that is no constant: the names of its references, in one list for all members of an object.
 * A reference may be all of a value or a part of it, and of an object the value of any member. Where the value is known in the plan none
 * of that matters; where it is not, a reference is taken for it as far as the kinds of both leave one only.
 */
import type { Argument } from "../../configuration";
import type { Reference } from "../../value";
import { list, unknown } from "../module/pieces";
import { evaluatedText } from "./plan-constants";
import type { Reading, Written } from "./written";

/** A kind of value, and how arguments that take it and attributes that have it are called. */
interface Kind {
  readonly argument: RegExp;
  readonly attribute: RegExp;
}

/** Around values of these kinds nobody writes more, as a template would. The first kind of an argument is its kind. */
const kinds: readonly Kind[] = [
  {
    argument: /(client|app)_?ids?$|^(MCP_CLIENTS|client_whitelist|allowed_?applications|allowed_?audiences)$/i,
    attribute: /\.(client_id|application_id)$|^okta_app_oauth\.[^.]+\.id$/,
  },
  {
    argument: /(_id|Id)s?$|_whitelist$/,
    attribute: /[._]id$|oauth2_permission_scope_ids(\[.*\]|\.[^.]+)$/,
  },
  { argument: /^(redirect_uris?|uri)$/, attribute: /^azapi_resource\..*\.output(\..*)?$/ },
  { argument: /secret$/i, attribute: /\.(result|value|client_secret|secret)$/ },
  { argument: /issuer$/i, attribute: /\.issuer$/ },
];

/** Arguments that are lists or sets. */
const listNames = /s$|_whitelist$/;

/** One reference of an expression. */
interface Referred {
  readonly name: string;
  readonly value: Argument;
}

/** What an expression refers to, evaluated once for all its members. */
class Referrals {
  /** Without those that others begin with: a plan lists the beginnings of each reference after it. */
  readonly names: readonly string[];
  private readonly reading: Reading;
  private evaluated: readonly Referred[] | undefined;

  constructor(references: readonly string[], reading: Reading) {
    const all = [...new Set(references)];
    this.names = all.filter((one) => !all.some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`)));
    this.reading = reading;
  }

  /** Every reference with what it comes to. */
  all(): readonly Referred[] {
    this.evaluated ??= this.names.map((name) => ({
      name,
      value: evaluatedText(`\${${name}}`, { ...this.reading, place: `${this.reading.place} ${name}` }),
    }));
    return this.evaluated;
  }
}

/** An expression of which a plan tells its references. */
export class References implements Written {
  private readonly referrals: Referrals;
  private readonly reading: Reading;
  /** Whether the attribute as a whole is meant, which an argument that is a list takes as a list. */
  private readonly isWhole: boolean;

  constructor(references: readonly string[] | Referrals, reading: Reading, isWhole = true) {
    this.referrals = references instanceof Referrals ? references : new Referrals(references, reading);
    this.reading = reading;
    this.isWhole = isWhole;
  }

  value(): Argument {
    const { at, name } = this.reading;
    // What is known in a plan is the whole of no value that is not.
    const open = this.referrals.all().filter(({ value }) => value.kind !== "literal");
    const kind = kinds.find(({ argument }) => argument.test(name));
    const taken = kind ? open.filter((referred) => kind.attribute.test(referred.name)) : [];
    const asList = this.isWhole && listNames.test(name);
    if (asList && taken.length > 0 && taken.length === open.length) return list(taken.map(valueOf), at);
    const [only, ...more] = taken;
    if (only && only.value.kind !== "unknown" && more.length === 0 && !asList) return valueOf(only);
    const named = this.referrals.names.slice(0, 3).join(", ");
    const reason = `it is formed from ${named}, and a plan of HCL does not hold how; check the folder as well`;
    return { ...unknown(reason, at), mentions: this.referrals.all().flatMap(mentionsOf) };
  }

  entry(name: string, calledAs = name): Written {
    return new References(this.referrals, { ...this.reading, name: calledAs }, false);
  }

  items(): undefined {
    return undefined;
  }

  anyItem(): Written {
    return new References(this.referrals, this.reading, false);
  }

  isStructured(): boolean {
    return false;
  }
}

/** What is referred to in the end; of what is known, the attribute that is named. */
function mentionsOf({ name, value }: Referred): readonly Reference[] {
  if (value.kind === "unknown") return value.mentions ?? [];
  if (value.kind === "symbolic") return value.parts.filter((part) => typeof part !== "string");
  const named = /^(?<address>(?:data\.)?[a-z]\w*_\w+\.[^.[]+(?:\[[^\]]*\])?)\.(?<path>.+)$/.exec(name)?.groups;
  return named ? [{ address: named["address"] ?? "", path: named["path"] ?? "" }] : [];
}

/** The redirect URL of a connection lies in its output, and `jsondecode` of that leaves the rest of the path out. */
function valueOf({ name, value }: Referred): Argument {
  if (!name.endsWith(".output") || value.kind !== "symbolic") return value;
  const parts = value.parts.map((part) =>
    typeof part === "string" ? part : { ...part, path: `${part.path}.properties.redirectUrl` },
  );
  return { ...value, parts };
}
