/** The layers of a deployment and what each pair of them agrees on, as a picture. */
import { type JudgedFinding, standing } from "../../checks/check";
import type { Layer } from "../../checks/finding";
import type { Connection } from "../../checks/wiring/wiring";
import { type ConnectionPair, isReplaced } from "../pairs";
import { Concerns } from "../people/concerns";
import type { DeploymentPreview } from "../preview";

/** A layer; of those that each connection has for itself, that of one connection. */
export interface Node {
  readonly layer: Layer;
  /** How the connection is called. @default all connections share the layer */
  readonly connection?: string;
  readonly change?: "new" | "replaced" | "changed";
}

/** How two layers stand to each other. */
export interface Edge {
  readonly from: Node;
  readonly to: Node;
  /** What both say. */
  readonly about: About;
  readonly state: "agrees" | "broken" | "undecided";
  /** Rules that fail, or cannot decide. */
  readonly rules: readonly string[];
}

/** What two layers must agree on. */
export type About =
  | "tools"
  | "endpoint"
  | "sign-in and redirect URL, client"
  | "requested and allowed scopes"
  | "exposed and allowed scopes"
  | "issuer, audience, advertised scopes"
  | "access and client"
  | "required scopes"
  | "itself";

/** A picture. */
export interface Picture {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  /** Connections that are not drawn: nothing of them is broken. */
  readonly notDrawn: number;
}

/** More would not be read. */
const mostConnections = 6;

/** Pairs of layers. The first ones are always drawn, the others where something is wrong between them. */
const drawn: readonly (readonly [Layer, Layer, About])[] = [
  ["agent", "connection", "tools"],
  ["connection", "function app", "endpoint"],
  ["connection", "access policy", "requested and allowed scopes"],
  ["connection", "identity", "sign-in and redirect URL, client"],
  ["access policy", "identity", "exposed and allowed scopes"],
  ["function app", "identity", "issuer, audience, advertised scopes"],
];
const drawnWhereBroken: readonly (readonly [Layer, Layer, About])[] = [
  ["agent", "function app", "required scopes"],
  ["access policy", "function app", "access and client"],
  ["agent", "identity", "access and client"],
  ["agent", "access policy", "access and client"],
];

const perConnection: ReadonlySet<Layer> = new Set(["agent", "connection", "access policy"]);

/** Draws what a deployment will be; nothing where nothing will be left. */
export function pictureOf({ after, connections, findings }: DeploymentPreview): Picture | undefined {
  if (!after) return undefined;
  const open = findings.filter((finding) => ["error", "undecided"].includes(standing(finding)));
  const concerns = open.length > 0 ? new Concerns(after) : undefined;
  const concerned = open.map((finding) => ({ finding, about: concerns?.of(finding) ?? [] }));
  const there = connections.filter(({ after: connection }) => connection !== undefined);
  const ofConnection = (connection: Connection | undefined): readonly JudgedFinding[] =>
    concerned
      .filter(({ about }) => connection !== undefined && about.includes(connection))
      .map(({ finding }) => finding);
  const ranked = there
    .map((pair) => ({ pair, own: ofConnection(pair.after) }))
    .toSorted((one, other) => rank(one.own, one.pair) - rank(other.own, other.pair));
  const shown = ranked.slice(0, mostConnections);
  const edges = [...shown.flatMap(({ pair, own }) => edgesOf(pair, own)), ...sharedEdges(open, shown.length > 0)];
  const nodes = new Map(edges.flatMap(({ from, to }) => [from, to]).map((node) => [keyOf(node), node]));
  return { nodes: [...nodes.values()], edges, notDrawn: ranked.length - shown.length };
}

function rank(own: readonly JudgedFinding[], { change }: ConnectionPair): number {
  if (own.some((finding) => standing(finding) === "error")) return 0;
  return change ? 1 : own.length > 0 ? 2 : 3;
}

function edgesOf(pair: ConnectionPair, findings: readonly JudgedFinding[]): readonly Edge[] {
  const node = (layer: Layer): Node => {
    if (!perConnection.has(layer)) return { layer };
    const change = layer === "connection" ? changeOf(pair) : undefined;
    return { layer, connection: pair.label, ...(change && { change }) };
  };
  const own = drawn.filter(([from]) => perConnection.has(from));
  return [
    ...own.map(([from, to, about]) => edge(node(from), node(to), about, between(findings, from, to))),
    ...drawnWhereBroken.flatMap(([from, to, about]) => {
      const found = between(findings, from, to);
      return found.length > 0 ? [edge(node(from), node(to), about, found)] : [];
    }),
    ...[...perConnection].flatMap((layer) => {
      const found = within(findings, layer);
      return found.length > 0 ? [edge(node(layer), node(layer), "itself", found)] : [];
    }),
  ];
}

/** What all connections share: the function app and the identity provider. */
function sharedEdges(findings: readonly JudgedFinding[], hasConnections: boolean): readonly Edge[] {
  const layers = (["function app", "identity"] as const).flatMap((layer) => {
    const found = within(findings, layer);
    return found.length > 0 ? [edge({ layer }, { layer }, "itself", found)] : [];
  });
  const found = between(findings, "function app", "identity");
  if (!hasConnections && found.length === 0) return layers;
  return [
    edge({ layer: "function app" }, { layer: "identity" }, "issuer, audience, advertised scopes", found),
    ...layers,
  ];
}

function edge(from: Node, to: Node, about: About, findings: readonly JudgedFinding[]): Edge {
  const broken = findings.filter((finding) => standing(finding) === "error");
  const shown = broken.length > 0 ? broken : findings;
  return {
    from,
    to,
    about,
    state: broken.length > 0 ? "broken" : findings.length > 0 ? "undecided" : "agrees",
    rules: [...new Set(shown.map(({ rule }) => rule))],
  };
}

/** Findings whose first two different layers are these. */
function between(findings: readonly JudgedFinding[], one: Layer, other: Layer): readonly JudgedFinding[] {
  return findings.filter((finding) => {
    const layers = layersOf(finding).slice(0, 2);
    return layers.length === 2 && layers.includes(one) && layers.includes(other);
  });
}

/** Findings about one layer alone. */
function within(findings: readonly JudgedFinding[], layer: Layer): readonly JudgedFinding[] {
  return findings.filter((finding) => {
    const layers = layersOf(finding);
    return layers.length === 1 && layers[0] === layer;
  });
}

function layersOf({ ends }: JudgedFinding): readonly Layer[] {
  return [...new Set(ends.map(({ layer }) => layer))];
}

function changeOf(pair: ConnectionPair): Node["change"] {
  if (!pair.before) return "new";
  if (isReplaced(pair)) return "replaced";
  return pair.change ? "changed" : undefined;
}

/** Tells a node from others. */
export function keyOf({ layer, connection }: Node): string {
  return JSON.stringify([layer, connection]);
}
