/** Why nobody is signed in at Okta. No text holds a token or a key. */

/** Okta gives no token. */
export class NotSignedInAtOkta extends Error {
  override readonly name = "NotSignedInAtOkta";
}

/** A text that is no key stands where a key must. */
export const keyUnusable = (): NotSignedInAtOkta =>
  new NotSignedInAtOkta("the key in OKTA_API_PRIVATE_KEY is neither PEM nor a JWK that signs");

/** Okta knows the app, its key or its scopes otherwise. `code` is OAuth's. */
export const keyRefused = (code: string | undefined): NotSignedInAtOkta =>
  new NotSignedInAtOkta(
    `Okta gives no token for OKTA_API_CLIENT_ID and its private key (${code !== undefined && /^\w+$/.test(code) ? code : "no code"})`,
  );

/** The SDK reads files that nobody named; its own text may quote them. */
export const sdkRefuses = (): NotSignedInAtOkta =>
  new NotSignedInAtOkta("Okta's SDK does not start: okta.yaml in this folder or in ~/.okta cannot be read");
