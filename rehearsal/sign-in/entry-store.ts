/** What an issuer remembers of one kind: codes, sessions, refresh tokens. */
import type { Adapter, AdapterPayload } from "oidc-provider";
import type { Clock } from "../clock";

interface Entry {
  /** Its times are those of the cloud's clock. */
  readonly payload: AdapterPayload;
  /** When it is forgotten, in seconds of the cloud's clock. */
  readonly forgottenAt: number;
  /** From when on it counts as used. */
  usedFrom: number | undefined;
}

/** The library reads the machine's clock. Its times are moved on the way in and out, so that an entry ages with the cloud. */
const times = ["iat", "exp", "iiat", "loginTs", "authTime"] as const;

/** An entry is told apart from one that never was for as long as this after its end, in seconds. */
const memoryOfExpired = 3600;

/**
 * Entries in memory, by id. What has ended is forgotten, and beyond a number of entries the oldest are.
 */
export class EntryStore implements Adapter {
  readonly #clock: Clock;
  readonly #graceSeconds: () => number;
  readonly #limit: number;
  readonly #entries = new Map<string, Entry>();

  /**
   * @param clock by which entries end
   * @param graceSeconds how much longer an entry that is being used up counts as unused; no longer by default
   * @param limit number of entries; 10,000 by default
   */
  constructor(clock: Clock, graceSeconds: () => number = () => 0, limit = 10_000) {
    this.#clock = clock;
    this.#graceSeconds = graceSeconds;
    this.#limit = limit;
  }

  /** Number of entries that are remembered. */
  get size(): number {
    return this.#entries.size;
  }

  upsert(id: string, payload: AdapterPayload, expiresIn = 0): Promise<void> {
    const usedFrom = this.#entries.get(id)?.usedFrom;
    this.#entries.delete(id);
    this.#makeRoom();
    const forgottenAt = this.#now() + expiresIn + memoryOfExpired;
    this.#entries.set(id, { payload: this.#moved(payload, 1), forgottenAt, usedFrom });
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.#entries.get(id);
    return Promise.resolve(entry === undefined ? undefined : this.#read(entry));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const entry = [...this.#entries.values()].findLast(({ payload }) => payload.uid === uid);
    return Promise.resolve(entry === undefined ? undefined : this.#read(entry));
  }

  /** Nothing here has a user code. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry !== undefined) entry.usedFrom ??= this.#now() + this.#graceSeconds();
    return Promise.resolve();
  }

  /** Lets an entry end at another time. @param seconds since 1970, of the cloud's clock */
  endAt(id: string, seconds: number): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    const payload = { ...entry.payload, exp: seconds };
    this.#entries.set(id, { ...entry, payload, forgottenAt: seconds + memoryOfExpired });
  }

  destroy(id: string): Promise<void> {
    this.#entries.delete(id);
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#entries) {
      if (payload.grantId === grantId) this.#entries.delete(id);
    }
    return Promise.resolve();
  }

  #makeRoom(): void {
    for (const [id, { forgottenAt }] of this.#entries) {
      if (forgottenAt > this.#now() && this.#entries.size < this.#limit) return;
      this.#entries.delete(id);
    }
  }

  #read({ payload, usedFrom }: Entry): AdapterPayload {
    const isUsed = usedFrom !== undefined && usedFrom <= this.#now();
    return { ...this.#moved(payload, -1), ...(isUsed ? { consumed: true } : {}) };
  }

  #now(): number {
    return Math.floor(this.#clock.now() / 1000);
  }

  #moved(payload: AdapterPayload, direction: 1 | -1): AdapterPayload {
    const offset = direction * Math.round(this.#clock.offset / 1000);
    const moved: Record<string, unknown> = structuredClone(payload);
    for (const name of times) {
      const time = moved[name];
      if (typeof time === "number") moved[name] = time + offset;
    }
    return moved;
  }
}
