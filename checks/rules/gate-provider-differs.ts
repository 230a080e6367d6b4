import { authorizationServerOf } from "../wiring/relations";
import { compareValues, showValue, type Value } from "../wiring/value";
import type { Connection, Wiring } from "../wiring/wiring";
import type { Gate, GateProvider } from "../wiring/wiring-function-app";
import { named, subject } from "./support/connections";
import { isOfIdentity, judgeEasyAuth, providerState } from "./support/gate";
import { withoutEnd } from "./support/urls";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { showAddress } from "./support/words";

/** The gate trusts another identity provider than the one where the connection signs people in. */
export const gateProviderDiffers = defineRule({
  id: "gate-provider-differs",
  severity: "error",
  what: "App Service authentication trusts another identity provider than the one where the connection signs people in.",
  why: "Sign-in succeeds, and then every call is answered with 401.",
  page: "https://learn.microsoft.com/azure/app-service/configure-authentication-provider-openid-connect",
  judge: (wiring) =>
    judgeEasyAuth(wiring, (gate) =>
      wiring.connections.flatMap((connection) => judgeConnection(wiring, gate, connection)),
    ),
});

function judgeConnection(wiring: Wiring, gate: Gate, connection: Connection): readonly Verdict[] {
  const url = valueEnd("connection", "authorization URL", connection.authorizationUrl, connection);
  const { identity } = wiring;
  if (identity === undefined || connection.authorizationUrl === undefined) {
    const message = `Whether ${showAddress(gate.address)} trusts the identity provider of ${named(connection)} cannot be told.`;
    return [undecided(message, [url], "the identity provider of the connection: no resource or URL tells it")];
  }
  const kind = identity.provider === "okta" ? "a custom OpenID Connect provider" : "azureActiveDirectory";
  const suited = gate.providers.filter((provider) => isOfIdentity(provider, wiring));
  const on = suited.find((provider) => providerState(provider) === "on");
  if (on) return judgeIssuer(wiring, on, connection);
  const ends = [
    {
      layer: "function app" as const,
      what: "providers",
      shown: `[${gate.providers.map(({ name }) => JSON.stringify(name)).join(", ")}]`,
      source: gate.source,
    },
    url,
  ];
  for (const provider of suited) {
    const state = providerState(provider);
    if (typeof state !== "object") continue;
    const message = `Whether the provider ${JSON.stringify(provider.name)}, where ${named(connection)} signs people in, is enabled cannot be told.`;
    return [undecided(message, ends, `whether it is enabled: ${state.missing}`)];
  }
  return [
    fails(
      `${subject(connection)} signs people in at ${identity.provider === "okta" ? "Okta" : "Entra"}, and ${showAddress(gate.address)} has no such provider enabled.`,
      ends,
      `Enable ${kind} under identityProviders, with the issuer of the connection's authorization URL.`,
    ),
  ];
}

function judgeIssuer(wiring: Wiring, provider: GateProvider, connection: Connection): readonly Verdict[] {
  const what = provider.custom ? "metadata document" : "issuer";
  const field = provider.custom
    ? "registration.openIdConnectConfiguration.wellKnownOpenIdConfiguration"
    : "registration.openIdIssuer";
  const ends = [
    valueEnd("function app", `${what} of provider ${JSON.stringify(provider.name)}`, provider.issuer, provider),
    valueEnd("connection", "authorization URL", connection.authorizationUrl, connection),
  ];
  if (provider.issuer === undefined) {
    const message = `The provider ${JSON.stringify(provider.name)} of ${showAddress(provider.source.address)} names no ${what}.`;
    return [fails(message, ends, `Write ${field} with the issuer of the connection's authorization URL.`)];
  }
  if (provider.custom && isNoMetadataDocument(provider.issuer)) {
    const message = `The ${what} of provider ${JSON.stringify(provider.name)} of ${showAddress(provider.source.address)} is ${showValue(provider.issuer)}, where no issuer publishes one.`;
    return [fails(message, ends, `Write ${field} = "<issuer>${documents[0]}".`)];
  }
  const compared = compareIssuers(wiring, provider.issuer, connection);
  const subject = `the ${what} of provider ${JSON.stringify(provider.name)} and the authorization URL of ${named(connection)}`;
  if (compared.outcome === "equal") return [];
  if (compared.outcome === "undecided") {
    return [undecided(`Whether ${subject} are of one issuer cannot be told.`, ends, compared.missing)];
  }
  const fix = `Form ${field} from the same issuer as the connection's authorization URL.`;
  return [fails(`${capital(subject)} are of different issuers.`, ends, fix)];
}

/** Where issuers publish their metadata. @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
const documents = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"] as const;

/** Whether a URL surely ends in another way; one that ends in a reference may be anything. */
function isNoMetadataDocument(url: Value): boolean {
  if (url.kind === "unknown") return false;
  const last = url.kind === "literal" ? String(url.value) : url.parts.at(-1);
  return typeof last === "string" && documents.every((document) => !last.endsWith(document));
}

function compareIssuers(wiring: Wiring, issuer: Value, connection: Connection): ReturnType<typeof compareValues> {
  // An issuer that is read from the server and one that is put together from its id are the same, and look different.
  const servers = [connection, { ...connection, authorizationUrl: issuer }].map((each) =>
    authorizationServerOf(wiring, each),
  );
  const [signsIn, trusted] = servers;
  if (signsIn?.outcome === "found" && trusted?.outcome === "found") {
    return { outcome: signsIn.found.address === trusted.found.address ? "equal" : "different" };
  }
  const { authorizationUrl } = connection;
  if (authorizationUrl === undefined) return { outcome: "undecided", missing: "the connection's authorization URL" };
  const left =
    withoutEnd(issuer, documents[0]) ?? withoutEnd(issuer, documents[1]) ?? withoutEnd(issuer, "/v2.0") ?? issuer;
  const right =
    withoutEnd(authorizationUrl, "/v1/authorize") ??
    withoutEnd(authorizationUrl, "/oauth2/v2.0/authorize") ??
    authorizationUrl;
  return compareValues(left, right, { ignoreCase: true });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
