import { requirementsOf } from "./requirement";

const oauth = "https://www.rfc-editor.org/rfc/rfc6749";
const practice = "https://www.rfc-editor.org/rfc/rfc9700";
const pkce = "https://www.rfc-editor.org/rfc/rfc7636";
const openid = "https://openid.net/specs/openid-connect-core-1_0.html";

/** What every identity provider of the local cloud does when somebody signs in. */
export const signInRequirements = requirementsOf({
  "sign-in.code-single-use": {
    source: `${oauth}#section-4.1.2`,
    sentence: "A code is good once; a second use is refused and ends the refresh token that the first one gave.",
  },
  "sign-in.code-expires": {
    source: `${oauth}#section-4.1.2`,
    sentence: "A code that was not used in its time is refused.",
  },
  "sign-in.code-bound-to-client": {
    source: `${oauth}#section-4.1.3`,
    sentence: "A code of another client is refused.",
  },
  "sign-in.code-bound-to-redirect-uri": {
    source: `${oauth}#section-4.1.3`,
    sentence: "A code is refused where the redirect URI of the token request is not that of the authorization request.",
  },
  "sign-in.code-bound-to-issuer": {
    source: `${practice}#section-4.4`,
    sentence: "Codes and refresh tokens of one issuer are nothing to another.",
  },
  "sign-in.redirect-uri-exact": {
    source: `${practice}#section-2.1`,
    sentence: "Redirect URIs are compared letter by letter.",
  },
  "sign-in.no-open-redirect": {
    source: `${oauth}#section-4.1.2.1`,
    sentence: "Where client or redirect URI do not hold, the person sees a page and is sent nowhere.",
  },
  "sign-in.errors-redirected": {
    source: `${oauth}#section-4.1.2.1`,
    sentence: "Any other refusal goes to the client, with its state and nothing that the vendor does not send.",
  },
  "sign-in.state-returned": {
    source: `${oauth}#section-4.1.2`,
    sentence: "The state of the request comes back unchanged.",
  },
  "sign-in.query-mode-only": {
    source: "https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html#ResponseModes",
    sentence: "An answer in another response mode than query is refused.",
  },
  "sign-in.pkce-verified": {
    source: `${pkce}#section-4.6`,
    sentence: "A code that was asked for with a challenge needs its verifier.",
  },
  "sign-in.pkce-no-downgrade": {
    source: `${practice}#section-4.8.2`,
    sentence: "A verifier for a code without a challenge is refused.",
  },
  "sign-in.pkce-required": {
    source: `${pkce}#section-4.4.1`,
    sentence: "A client that must send a challenge is refused without one.",
  },
  "sign-in.secret-both-ways": {
    source: `${oauth}#section-2.3.1`,
    sentence: "A client shows its secret in the Authorization header or in the body; a wrong one is answered with 401.",
  },
  "sign-in.public-client": {
    source: `${oauth}#section-3.2.1`,
    sentence: "A client without a secret says who it is, and one with a secret must show it.",
  },
  "sign-in.refresh-on-request": {
    source: `${openid}#OfflineAccess`,
    sentence: "A refresh token is given to a client that may have one and asks for offline_access.",
  },
  "sign-in.refresh-bound-to-client": {
    source: `${oauth}#section-6`,
    sentence: "A refresh token of another client is refused.",
  },
  "sign-in.refresh-narrower": {
    source: `${oauth}#section-6`,
    sentence: "A refresh may ask for fewer scopes, and never for more.",
  },
  "sign-in.refresh-ends": {
    source: `${practice}#section-4.14.2`,
    sentence: "A refresh token ends when it is not used in time, and at its age even where it is.",
  },
  "sign-in.refresh-rotated": {
    source: `${practice}#section-4.14.2`,
    sentence: "Where refresh tokens rotate, one that was replaced works for its grace and then ends what it gave.",
  },
  "sign-in.decision-counts": {
    source: `${oauth}#section-3.3`,
    sentence: "A client gets the scopes that were decided, not those that it asked for.",
  },
  "sign-in.consent-asked": {
    source: `${openid}#Consent`,
    sentence: "Scopes that need consent are shown to the person, who may accept or decline.",
  },
  "sign-in.prompt-none": {
    source: `${openid}#AuthRequest`,
    sentence:
      "With prompt=none no page is shown: nobody signed in is login_required, and missing consent is consent_required.",
  },
  "sign-in.prompt-login": {
    source: `${openid}#AuthRequest`,
    sentence: "With prompt=login a person who is signed in is asked again, and may be another.",
  },
  "sign-in.session-remembered": {
    source: `${openid}#AuthRequest`,
    sentence: "A browser is asked once who the person is, also for another issuer of the same organization.",
  },
  "sign-in.session-bound-to-browser": {
    source: `${practice}#section-4.7`,
    sentence: "A sign-in that one browser began cannot be ended in another.",
  },
  "sign-in.person-gone": {
    source: `${oauth}#section-4.1.2.1`,
    sentence: "Somebody who was removed is signed in no more, and gets no tokens for a code.",
  },
  "sign-in.pages-safe": {
    source: `${practice}#section-4.16`,
    sentence:
      "Pages escape what others wrote, run no scripts, are not framed, and send their forms here and to the client alone.",
  },
  "sign-in.identities-apart": {
    source: `${practice}#section-4.7`,
    sentence: "A hundred persons who sign in at once get their own identities.",
  },
  "sign-in.cloud-time": {
    source: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4",
    sentence: "Tokens are issued and end by the clock of the cloud.",
  },
  "sign-in.journal": {
    source: `${practice}#section-2.6`,
    sentence:
      "Each request that is granted or refused is one entry in the log, with the reason and without codes, tokens and secrets.",
  },
  "sign-in.malformed-refused": {
    source: `${oauth}#section-5.2`,
    sentence: "Parameters that come twice, forms that are too large and bodies that are no forms are refused.",
  },
  "sign-in.memory-bounded": {
    source: `${practice}#section-4.15`,
    sentence: "What nobody came back for is forgotten, and beyond a number the oldest is.",
  },
  "sign-in.silent-library": {
    source: "https://github.com/panva/node-oidc-provider",
    sentence: "The library prints nothing, on any version of Node that runs it.",
  },
  "sign-in.browser-bounded": {
    source: `${oauth}#section-10.13`,
    sentence: "A person's browser gives up on pages without an end, and shows addresses without codes and states.",
  },
});
