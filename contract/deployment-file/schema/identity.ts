import { z } from "zod";

import { formed, line, oneOf, section } from "./values";

/** The admin console has a host name of its own, `<organization>-admin`, under which Okta issues no tokens. */
const hostName = /^(?![a-z0-9-]*-admin\.)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

const organizationForm = "the host name of an Okta organization in lower case, without -admin, such as acme.okta.com";

const authorizationServer = section({
  id: formed(
    /^[A-Za-z0-9]+$/,
    "the id of an Okta authorization server: letters and digits, such as aus1a2b3c4D5e6F7g8h9",
  ).describe("Id of the authorization server, as it stands in its issuer: https://<organization>/oauth2/<id>."),
  name: line("the name of an Okta authorization server", 255).describe(
    "Name of the authorization server, letter by letter: Terraform finds it by its name alone.",
  ),
});

const okta = section({
  provider: z.literal("okta").describe("Okta signs people in."),
  organization: formed(hostName, organizationForm)
    .max(253, { error: organizationForm })
    .describe("Host name of the Okta organization, without https:// and without -admin, such as acme.okta.com."),
  authorizationServer: authorizationServer
    .optional()
    .describe(
      "Existing custom authorization server to use; its audience is then the MCP server's. Default: a new one is created. https://developer.okta.com/docs/concepts/auth-servers/",
    ),
  tokenAuthentication: oneOf(["client_secret_basic", "client_secret_post"])
    .default("client_secret_basic")
    .describe(
      "How a connection proves who it is at Okta's token endpoint (RFC 6749, section 2.3.1). Default: client_secret_basic.",
    ),
});

const entra = section({
  provider: z.literal("entra").describe("Microsoft Entra signs people in, in the tenant azure.tenantId."),
});

/** Who signs people in. */
export const identity = z.discriminatedUnion("provider", [okta, entra], {
  error: 'a map with provider: "okta" or "entra"',
});
