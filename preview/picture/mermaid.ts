/** A picture in Mermaid's language, which GitHub draws. @see https://mermaid.js.org/syntax/flowchart.html */
import type { Clear } from "../discretion/clear";
import { label } from "../markdown/escape";
import { join, ours, type Markdown, words } from "../markdown/markdown";
import { type Edge, keyOf, type Node, type Picture } from "./picture";

/**
 * Draws a picture. What is broken is marked by colour, by a broken line and by words.
 *
 * @param picture what to draw
 * @param clear lets nothing secret pass
 */
export function mermaid(picture: Picture, clear: (text: string) => Clear): Markdown {
  const { nodes, edges, notDrawn } = picture;
  const ids = new Map(nodes.map((node, index) => [keyOf(node), index + 1]));
  const id = (node: Node): number => ids.get(keyOf(node)) ?? 0;
  const links = edges.filter(({ about }) => about !== "itself");
  const within = new Map(edges.filter(({ about }) => about === "itself").map((edge) => [keyOf(edge.from), edge]));
  const lines = [
    ours`flowchart LR`,
    ...nodes.map((node) => ours`  n${id(node)}["${nodeLabel(node, within.get(keyOf(node)), clear)}"]`),
    ...(notDrawn > 0 ? [ours`  more["${notDrawn} more connections agree"]`] : []),
    ...links.map((edge) => {
      const [from, to] = [id(edge.from), id(edge.to)];
      const text = edgeLabel(edge, clear);
      return edge.state === "agrees"
        ? ours`  n${from} -- "${text}" --- n${to}`
        : ours`  n${from} -. "${text}" .- n${to}`;
    }),
    ...links.flatMap(({ state }, index) => (state === "agrees" ? [] : [ours`  linkStyle ${index} ${styles[state]}`])),
    ...[...within].map(([key, { state }]) => ours`  style n${ids.get(key) ?? 0} ${styles[state]}`),
  ];
  return ours`\`\`\`mermaid\n${join(lines, "\n")}\n\`\`\``;
}

const styles: Readonly<Record<Edge["state"], Markdown>> = {
  agrees: ours`stroke:#1a7f37`,
  broken: ours`stroke:#cf222e,stroke-width:4px`,
  undecided: ours`stroke:#9a6700,stroke-width:2px`,
};

function nodeLabel(
  { layer, connection, change }: Node,
  own: Edge | undefined,
  clear: (text: string) => Clear,
): Markdown {
  const lines = [
    change ? ours`${words(layer)}, ${words(change)}` : words(layer),
    ...(connection === undefined ? [] : [label(clear(connection))]),
    ...(own ? [stateLabel(own, clear)] : []),
  ];
  return join(lines, "<br/>");
}

function edgeLabel(edge: Edge, clear: (text: string) => Clear): Markdown {
  return edge.state === "agrees"
    ? ours`agree on ${words(edge.about)}`
    : ours`${stateLabel(edge, clear)}<br/>${words(edge.about)}`;
}

const mostRules = 3;

function stateLabel({ state, rules }: Edge, clear: (text: string) => Clear): Markdown {
  const named = rules.slice(0, mostRules).map((rule) => label(clear(rule)));
  const more = rules.length > mostRules ? ours` and ${rules.length - mostRules} more` : ours``;
  return state === "broken" ? ours`BROKEN: ${join(named, ", ")}${more}` : ours`undecided: ${join(named, ", ")}${more}`;
}
