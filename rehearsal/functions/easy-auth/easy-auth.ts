import type { IncomingHttpHeaders } from "node:http";
import type { SiteState } from "../../azure/state";
import type { Clock } from "../../clock";
import type { Journal } from "../../journal";
import type { Outgoing } from "../../outgoing";
import type { Reply } from "../../routes";
import type { SwitchSettings } from "../../switches";
import { IdentityProviders } from "./identity-providers";
import { metadataAt, metadataUrlOf, servesMetadata } from "./metadata";
import { principalHeaders, withoutPrincipal } from "./principal";
import { readEasyAuthSettings, type EasyAuthSettings } from "./settings";
import { clientOf, judgeToken } from "./tokens";

/** What Easy Auth is made with. */
export interface EasyAuthOptions {
  readonly outgoing: Pick<Outgoing, "fetch">;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly switches: SwitchSettings;
}

/** A request as it comes in from outside. */
export interface GateRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

/** What becomes of a request. */
export type GateDecision =
  /** Easy Auth answers by itself; the app sees nothing. */
  | { readonly answer: Reply }
  /** The request goes on. */
  | {
      readonly headers: IncomingHttpHeaders;
      /** Whether Easy Auth has vouched for somebody. */
      readonly authenticated: boolean;
    };

/**
 * App Service authentication, which stands in front of everything that a site answers, whether code is deployed or not. What it is
 * set to is read at every request.
 * @see https://learn.microsoft.com/azure/app-service/overview-authentication-authorization
 */
export class EasyAuth {
  readonly #options: EasyAuthOptions;
  readonly #identityProviders: IdentityProviders;

  constructor(options: EasyAuthOptions) {
    this.#options = options;
    this.#identityProviders = new IdentityProviders(options.outgoing);
  }

  /** Decides about a request to a site. */
  async decide(site: SiteState, request: GateRequest): Promise<GateDecision> {
    const settings = readEasyAuthSettings(site);
    if (!settings.enabled) return { headers: request.headers, authenticated: false };
    const { url } = request;
    const metadata = this.#metadata(settings, request);
    if (metadata !== undefined) return { answer: metadata };
    const headers = withoutPrincipal(request.headers);
    if (settings.excludedPaths.some((pattern) => matches(pattern, url.pathname))) {
      this.#write(site, "done", `${show(url)}: the path needs no authentication.`);
      return { headers, authenticated: false };
    }
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
    if (token === undefined) return this.#unauthenticated(site, settings, url, headers, "There is no bearer token.");
    const verdict = await judgeToken(token, settings.providers, {
      identityProviders: this.#identityProviders,
      clock: this.#options.clock,
      switches: this.#options.switches,
    });
    switch (verdict.outcome) {
      case "accepted":
        this.#write(site, "done", `${show(url)}: client ${JSON.stringify(clientOf(verdict.claims))} has passed.`);
        return { headers: { ...headers, ...principalHeaders(verdict) }, authenticated: true };
      case "forbidden":
        this.#write(site, "refused", `403 for ${show(url)}: ${verdict.reason}`);
        return { answer: { status: 403 } };
      case "invalid":
        return this.#unauthenticated(site, settings, url, headers, `JWT validation failed: ${verdict.reason}`);
    }
  }

  #metadata(settings: EasyAuthSettings, { method, url }: GateRequest): Reply | undefined {
    if (method !== "GET" || !servesMetadata(settings, this.#options.switches)) return undefined;
    const body = metadataAt(url, settings);
    return body && { status: 200, body };
  }

  #unauthenticated(
    site: SiteState,
    settings: EasyAuthSettings,
    url: URL,
    headers: IncomingHttpHeaders,
    reason: string,
  ): GateDecision {
    const action = settings.requireAuthentication ? settings.unauthenticatedAction : "AllowAnonymous";
    if (action === "AllowAnonymous") {
      this.#write(site, "done", `${show(url)}: let in without authentication. ${reason}`);
      return { headers, authenticated: false };
    }
    const answer = this.#refusal(action, settings, url);
    this.#write(site, "refused", `${answer.status} for ${show(url)}: ${reason}`);
    return { answer };
  }

  #refusal(
    action: Exclude<EasyAuthSettings["unauthenticatedAction"], "AllowAnonymous">,
    settings: EasyAuthSettings,
    url: URL,
  ): Reply {
    switch (action) {
      case "Return403":
        return { status: 403 };
      case "RedirectToLoginPage": {
        const provider = settings.redirectToProvider ?? settings.providers[0]?.name ?? "";
        const back = encodeURIComponent(`${url.pathname}${url.search}`);
        return { status: 302, headers: { location: `/.auth/login/${provider}?post_login_redirect_uri=${back}` } };
      }
      case "Return401": {
        const challenge = servesMetadata(settings, this.#options.switches)
          ? `Bearer resource_metadata="${metadataUrlOf(url)}"`
          : `Bearer realm="${url.host}"`;
        return { status: 401, headers: { "www-authenticate": challenge } };
      }
    }
  }

  #write(site: SiteState, outcome: "done" | "refused", text: string): void {
    this.#options.journal.write({ party: "gate", where: site.hostName, outcome, text });
  }
}

function matches(pattern: string, path: string): boolean {
  const expression = pattern.split("*").map(escapeRegExp).join(".*");
  return new RegExp(`^${expression}$`, "i").test(path);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function show(url: URL): string {
  return JSON.stringify(url.pathname);
}
