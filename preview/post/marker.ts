/** The hidden first line of a comment: which preview it is a part of, and of which change. */
import { createHash } from "node:crypto";

/** What the line says. */
export interface Marker {
  /** Tells one set of deployments from another: 16 hexadecimal digits. */
  readonly set: string;
  /** From 1. */
  readonly part: number;
  readonly parts: number;
  /** Of the plans that the comment shows: 64 hexadecimal digits. */
  readonly fingerprint: string;
}

/** Every deployment there is, however many that may become. */
export const allDeployments = ["*"] as const;

/** Most characters that the line takes. */
export const markerRoom = 140;

const line = /^<!-- passthrough-preview ([0-9a-f]{16}) (\d{1,3})\/(\d{1,3}) ([0-9a-f]{64}) -->\r?\n/;

/** A short name for a set of deployments, in whatever order they are named. */
export function setOf(names: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(names.toSorted())).digest("hex").slice(0, 16);
}

/** A comment that begins with the line. */
export function withMarker({ set, part, parts, fingerprint }: Marker, text: string): string {
  return `<!-- passthrough-preview ${set} ${part}/${parts} ${fingerprint} -->\n${text}`;
}

/** The line of a comment. It says nothing about who wrote it: anybody can write one. */
export function readMarker(body: string): Marker | undefined {
  const [, set, part, parts, fingerprint] = line.exec(body) ?? [];
  if (set === undefined || fingerprint === undefined) return undefined;
  return { set, part: Number(part), parts: Number(parts), fingerprint };
}
