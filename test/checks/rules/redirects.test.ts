/** Rules about redirect URLs. */
import { expect } from "@jest/globals";
import type { OktaApp } from "../../../checks/wiring/wiring-identity";
import { ruleCases } from "../../support/rule-cases";
import { entra, list, literal, okta, open, redirectUrl, ref, template, unknown } from "../../support/wiring-builder";

ruleCases("redirect-not-registered", {
  fails: {
    "nothing registered": [
      okta().app({ redirectUris: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has a redirect URL that its client okta_app_oauth.all does not know.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: web redirect URIs of okta_app_oauth.all: []
  fix: Add "\${azapi_resource.connection.output.properties.redirectUrl}" to the redirect URIs of okta_app_oauth.all."
`),
    ],
    "another connection's": [
      entra().client({
        redirectUris: {
          web: list(ref("azapi_resource.other.output.properties.redirectUrl")),
          spa: list(),
          publicClient: list(),
        },
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has a redirect URL that its client azuread_application_registration.client does not know.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: web redirect URIs of azuread_application_registration.client: ["\${azapi_resource.other.output.properties.redirectUrl}"]
  fix: Add "\${azapi_resource.connection.output.properties.redirectUrl}" to the redirect URIs of azuread_application_registration.client."
`),
    ],
    "a placeholder": [
      okta().app({ redirectUris: list("https://localhost/callback") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has a redirect URL that its client okta_app_oauth.all does not know.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: web redirect URIs of okta_app_oauth.all: ["https://localhost/callback"]
  fix: Add "\${azapi_resource.connection.output.properties.redirectUrl}" to the redirect URIs of okta_app_oauth.all."
`),
    ],
    "another URL in a state": [
      okta()
        .with({ origin: "state" })
        .connection({
          redirectUrl: literal("https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef"),
        })
        .app({
          redirectUris: list("https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef0"),
        }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has a redirect URL that its client okta_app_oauth.all does not know.
  connection: redirect URL: "https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef"
  identity: web redirect URIs of okta_app_oauth.all: ["https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef0"]
  fix: Add "https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef" to the redirect URIs of okta_app_oauth.all."
`),
    ],
  },
  passes: {
    registered: okta(),
    "the same at Entra": entra(),
    "for another platform, which another rule judges": entra().client({
      redirectUris: { web: list(), spa: list(redirectUrl()), publicClient: list() },
    }),
    "in a state": okta()
      .with({ origin: "state" })
      .connection({
        redirectUrl: literal("https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef"),
      })
      .app({ redirectUris: list("https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef") }),
    "no client here": okta().identity({ apps: [] }),
    "no redirect URL said": okta().connection({ redirectUrl: undefined }),
  },
  undecided: {
    "a list that goes on": [
      okta().app({ redirectUris: open() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the redirect URL of connection "weather-all" is registered at its client cannot be told.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: web redirect URIs of okta_app_oauth.all: [] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
    "a variable": [
      entra().client({ redirectUris: { web: list(ref("var.redirect")), spa: list(), publicClient: list() } }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the redirect URL of connection "weather-all" is registered at its client cannot be told.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: web redirect URIs of azuread_application_registration.client: ["\${var.redirect}"]
  missing: var.redirect and azapi_resource.connection.output.properties.redirectUrl are known after apply only"
`),
    ],
    "a literal of Foundry": [
      okta().app({
        redirectUris: list("https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef"),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the redirect URL of connection "weather-all" is registered at its client cannot be told.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: web redirect URIs of okta_app_oauth.all: ["https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef"]
  missing: whether Foundry gave the connection "https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef""
`),
    ],
  },
});

ruleCases("redirect-for-other-platform", {
  fails: {
    "single-page": [
      entra().client({ redirectUris: { web: list(), spa: list(redirectUrl()), publicClient: list() } }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The redirect URL of connection "weather-all" is registered as spa instead of web.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: spa redirect URIs of azuread_application_registration.client: ["\${azapi_resource.connection.output.properties.redirectUrl}"]
  fix: Move "\${azapi_resource.connection.output.properties.redirectUrl}" to the redirect URIs of type "Web"."
`),
    ],
    "public client, beside web": [
      entra().client({ redirectUris: { web: list(redirectUrl()), spa: list(), publicClient: list(redirectUrl()) } }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The redirect URL of connection "weather-all" is registered as publicClient instead of web.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: publicClient redirect URIs of azuread_application_registration.client: ["\${azapi_resource.connection.output.properties.redirectUrl}"]
  fix: Move "\${azapi_resource.connection.output.properties.redirectUrl}" to the redirect URIs of type "Web"."
`),
    ],
  },
  passes: {
    web: entra(),
    Okta: okta(),
    "another URL": entra().client({
      redirectUris: { web: list(redirectUrl()), spa: list("https://localhost"), publicClient: list() },
    }),
  },
  undecided: {
    "a variable": [
      entra().client({
        redirectUris: { web: list(redirectUrl()), spa: list(ref("var.redirect")), publicClient: list() },
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the redirect URL of connection "weather-all" is registered as spa cannot be told.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: spa redirect URIs of azuread_application_registration.client: ["\${var.redirect}"]
  missing: var.redirect and azapi_resource.connection.output.properties.redirectUrl are known after apply only"
`),
    ],
  },
});

ruleCases("redirect-at-other-client", {
  fails: {
    "at the API app": [
      entra().api({ redirectUris: { web: list(redirectUrl()), spa: list(), publicClient: list() } }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The redirect URL of connection "weather-all" is registered at azuread_application_registration.api, and its client is azuread_application_registration.client.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: web redirect URIs of azuread_application_registration.api: ["\${azapi_resource.connection.output.properties.redirectUrl}"]
  fix: Move "\${azapi_resource.connection.output.properties.redirectUrl}" to the redirect URIs of azuread_application_registration.client."
`),
    ],
    "at another Okta app": [
      okta().identity({
        apps: [...oktaApps(), { ...oktaApps()[0], address: "okta_app_oauth.other", clientId: literal("other") }],
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The redirect URL of connection "weather-all" is registered at okta_app_oauth.other, and its client is okta_app_oauth.all.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: web redirect URIs of okta_app_oauth.other: ["\${azapi_resource.connection.output.properties.redirectUrl}"]
  fix: Move "\${azapi_resource.connection.output.properties.redirectUrl}" to the redirect URIs of okta_app_oauth.all."
`),
    ],
  },
  passes: {
    "at its client": okta(),
    "the same at Entra": entra(),
    "no client here": okta().identity({ apps: [] }),
  },
  undecided: {
    "a variable": [
      entra().api({ redirectUris: { web: list(ref("var.redirect")), spa: list(), publicClient: list() } }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the redirect URL of connection "weather-all" is registered at azuread_application_registration.api cannot be told.
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  identity: web redirect URIs of azuread_application_registration.api: ["\${var.redirect}"]
  missing: var.redirect and azapi_resource.connection.output.properties.redirectUrl are known after apply only"
`),
    ],
  },
});

ruleCases("redirect-literal", {
  fails: {
    "in a configuration": [
      okta().app({
        redirectUris: list("https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef"),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all names a redirect URL of Foundry as a text, and connection "weather-all" gets its own when it is created.
  identity: web redirect URI of okta_app_oauth.all: "https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef"
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  fix: Write "\${azapi_resource.connection.output.properties.redirectUrl}" instead of "https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef"."
`),
    ],
    "in a plan that creates the connection": [
      entra()
        .with({ origin: "plan" })
        .connection({ planned: { actions: ["create"], before: undefined } })
        .client({
          redirectUris: {
            web: list("https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef"),
            spa: list(),
            publicClient: list(),
          },
        }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azuread_application_registration.client names a redirect URL of Foundry as a text, and connection "weather-all" gets its own when it is created.
  identity: web redirect URI of azuread_application_registration.client: "https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef"
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  fix: Write "\${azapi_resource.connection.output.properties.redirectUrl}" instead of "https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef"."
`),
    ],
  },
  passes: {
    "a reference": okta(),
    "in a state": okta()
      .with({ origin: "state" })
      .app({ redirectUris: list("https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef") }),
    "in a plan that keeps the connection": okta()
      .with({ origin: "plan" })
      .connection({ planned: { actions: ["no-op"], before: undefined } })
      .app({ redirectUris: list("https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef") }),
    "a URL of others": okta().app({ redirectUris: list("https://localhost/callback") }),
  },
  undecided: {
    "a URL that nobody can tell": [
      okta().app({ redirectUris: list(unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether okta_app_oauth.all names the redirect URL of connection "weather-all" as a text cannot be told.
  identity: web redirect URI of okta_app_oauth.all: unknown (it is the result of the function lower)
  connection: redirect URL: "\${azapi_resource.connection.output.properties.redirectUrl}"
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("redirect-wildcard", {
  fails: {
    written: [
      okta().app({ redirectUris: list("https://*.consent.azure-apim.net/redirect") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the client of connection "weather-all", has a redirect URI with a wildcard.
  identity: web redirect URI of okta_app_oauth.all: "https://*.consent.azure-apim.net/redirect"
  fix: Write "\${azapi_resource.connection.output.properties.redirectUrl}" instead."
`),
    ],
    "beside a reference": [
      entra().client({
        redirectUris: {
          web: list(redirectUrl(), template("https://${var.host}/*")),
          spa: list(),
          publicClient: list(),
        },
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azuread_application_registration.client, the client of connection "weather-all", has a redirect URI with a wildcard.
  identity: web redirect URI of azuread_application_registration.client: "https://\${var.host}/*"
  fix: Write "\${azapi_resource.connection.output.properties.redirectUrl}" instead."
`),
    ],
  },
  passes: {
    none: okta(),
    "the same at Entra": entra(),
  },
  undecided: {
    "a URL that nobody can tell": [
      okta().app({ redirectUris: list(unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether a redirect URI of okta_app_oauth.all holds a wildcard cannot be told.
  identity: web redirect URI of okta_app_oauth.all: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
  },
});

/** The apps of the healthy wiring. */
function oktaApps(): readonly [OktaApp] {
  const { identity } = okta().wiring;
  const [app] = identity?.provider === "okta" ? identity.apps : [];
  if (!app) throw new Error("The healthy wiring has an app.");
  return [app];
}
