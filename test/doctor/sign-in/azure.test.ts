/** Why there is no Azure sign-in, told from what the vendor's library says. */
import { expect, test } from "@jest/globals";
import { authorizationFor, NotSignedIn } from "../../../doctor/sign-in/azure";

const tenant = "00000000-0000-4000-8000-000000000001";

/** What the default credential says on a laptop where nobody is signed in. */
const nobody = [
  "ChainedTokenCredential authentication failed.",
  "CredentialUnavailableError: EnvironmentCredential is unavailable. No underlying credential could be used.",
  "CredentialUnavailableError: ManagedIdentityCredential: Network unreachable. Message: network_error",
  "CredentialUnavailableError: Please run 'az login' from a command prompt to authenticate before using this credential.",
].join("\n");

test.each([
  ["nobody is signed in, though the machine has no managed identity either", nobody, "nobody is signed in"],
  [
    "Entra cannot be reached",
    "network_error: getaddrinfo ENOTFOUND login.microsoftonline.com",
    "login.microsoftonline.com cannot be reached",
  ],
  ["Entra refuses", `${nobody}\nAuthenticationRequiredError: AADSTS7000215: Invalid client secret`, "AADSTS7000215"],
])("%s", async (_case, text, reason) => {
  const credential = { getToken: () => Promise.reject(new Error(text)) };
  const refused = await authorizationFor(credential, tenant, "https://management.azure.com/.default").catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(NotSignedIn);
  expect(refused).toMatchObject({ reason, details: text, message: expect.stringContaining(reason) });
});
