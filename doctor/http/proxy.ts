import type { ProxySettings } from "@azure/core-rest-pipeline";
import type { HttpClientOptions } from "./http";

/** How to reach hosts. */
export interface Proxy {
  readonly settings: ProxySettings;
  /** Hosts that are reached without it; a leading dot stands for every name that ends so. */
  readonly except: readonly string[];
}

/** The proxy that an environment names; undefined where it names none. */
export function proxyOf(environment: HttpClientOptions["environment"]): Proxy | undefined {
  const named = (name: string): string => environment[name] ?? environment[name.toLowerCase()] ?? "";
  const text = [named("HTTPS_PROXY"), named("ALL_PROXY"), named("HTTP_PROXY")].find((written) => written !== "");
  if (text === undefined) return undefined;
  const { protocol, hostname, port, username, password } = new URL(text.includes("://") ? text : `http://${text}`);
  const except = named("NO_PROXY")
    .split(",")
    .map((host) => host.trim())
    .filter((host) => host !== "");
  const settings = {
    host: `${protocol}//${hostname}`,
    port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
    username,
    password,
  };
  return { settings, except };
}
