/** The connections that rules judge. */
import type { End } from "../../finding";
import { showValue, textOf, type Value } from "../../wiring/value";
import type { Connection, Wiring } from "../../wiring/wiring";
import { end } from "../../finding";
import { called, showValues } from "./words";

/** Connections that sign users in: all but those that surely authenticate in another way. */
export function signInConnections({ connections }: Wiring): readonly Connection[] {
  return connections.filter(({ authType }) => (textOf(authType) ?? "OAuth2").toLowerCase() === "oauth2");
}

/** `Connection "weather-reader"`, for the beginning of a sentence. */
export function subject(connection: Connection): string {
  return called("Connection", connection);
}

/** `connection "weather-reader"`, inside a sentence. */
export function named(connection: Connection): string {
  return called("connection", connection);
}

/** The end that says what a connection requests. */
export function requestedEnd(connection: Connection): End {
  return end("connection", "scopes requested", showValues(connection.scopes), connection.scopes ?? connection);
}

/** The end that says one value of a connection. */
export function connectionEnd(connection: Connection, what: string, value: Value | undefined): End {
  return end("connection", what, showValue(value), value ?? connection);
}
