/** Which scopes people have accepted for an app; forgotten with the app. */
import type { ScopeText } from "../../sign-in/options";
import type { App, AuthorizationServer } from "../model";

/** Accepted scopes of one organization. */
export class Consents {
  readonly #byApp = new WeakMap<App, Map<string, Set<string>>>();

  /** The scopes that the person must accept first: where the app asks for consent and the scope does, and nobody accepted it yet. */
  missing(
    app: App,
    userId: string,
    server: AuthorizationServer,
    scopes: readonly string[],
    isAskedAgain: boolean,
  ): readonly ScopeText[] {
    if (app.settings.client.consent_method !== "REQUIRED") return [];
    const accepted = isAskedAgain ? undefined : this.#byApp.get(app)?.get(userId);
    return [...server.scopes.values()]
      .map(({ settings }) => settings)
      .filter(({ name, consent }) => consent === "REQUIRED" && scopes.includes(name))
      .filter(({ name }) => accepted?.has(name) !== true)
      .map(({ name, displayName, description }) => ({ name, text: displayName ?? description ?? name }));
  }

  /** Remembers what a person accepted. */
  accept(app: App, userId: string, scopes: readonly string[]): void {
    const people = this.#byApp.get(app) ?? new Map<string, Set<string>>();
    people.set(userId, new Set([...(people.get(userId) ?? []), ...scopes]));
    this.#byApp.set(app, people);
  }
}
