import { authorizationFor, NotSignedIn, type Credential } from "../../doctor/sign-in/azure";
import { nameOf, personOf, type Person } from "../../verify/person";
import * as errors from "./errors";

const audience = "https://ai.azure.com";
const scope = `${audience}/.default`;

/** Where the tokens come from: never an argument, which others on the machine can read. */
const first: errors.TokenSource = { variable: "FOUNDRY_TOKEN", otherwise: "Run `az login`" };
const second: errors.TokenSource = {
  variable: "FOUNDRY_TOKEN_SECOND",
  otherwise: "Run `AZURE_CONFIG_DIR=<folder> az login`, set SECOND_AZURE_CONFIG_DIR to that folder",
};

/** Variables of the environment. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The people who ask: whoever FOUNDRY_TOKEN is of, else whoever is signed in at the Azure command line; and where somebody else asks as
 * well, FOUNDRY_TOKEN_SECOND, else the sign-in in the folder that SECOND_AZURE_CONFIG_DIR names.
 * @throws {CannotVerify} without a token, and for one that is no person's, for another API or of another tenant
 */
export async function peopleWhoAsk(
  tenantId: string,
  withSecond: boolean,
  environment: Environment,
): Promise<readonly Person[]> {
  const person = await personFrom(first, tenantId, environment, environment["AZURE_CONFIG_DIR"]);
  if (!withSecond) return [person];
  const folder = environment["SECOND_AZURE_CONFIG_DIR"] ?? "";
  if (folder === "" && (environment[second.variable] ?? "") === "") {
    throw errors.noToken(second, tenantId, "nobody else is signed in");
  }
  const other = await personFrom(second, tenantId, environment, folder);
  if (other.objectId.toLowerCase() === person.objectId.toLowerCase()) throw errors.samePerson(nameOf(other));
  return [person, other];
}

async function personFrom(
  source: errors.TokenSource,
  tenantId: string,
  environment: Environment,
  configuration: string | undefined,
): Promise<Person> {
  const given = (environment[source.variable] ?? "").trim();
  const token = given === "" ? await tokenOfCommandLine(source, tenantId, configuration) : given;
  const person = personOf(token);
  if (person === undefined) throw errors.notAToken(source);
  if (person.isApplication) throw errors.applicationToken();
  if (person.audience.replace(/\/$/, "") !== audience) throw errors.otherAudience(person.audience);
  if (person.tenantId.toLowerCase() !== tenantId.toLowerCase()) throw errors.otherTenant(person.tenantId, tenantId);
  return person;
}

/** Asks `az`, which finds its sign-in by AZURE_CONFIG_DIR in the environment of this process. */
async function tokenOfCommandLine(
  source: errors.TokenSource,
  tenantId: string,
  configuration: string | undefined,
): Promise<string> {
  // Loaded where it is needed: it takes longer to load than other commands to run.
  const { AzureCliCredential } = await import("@azure/identity");
  const credential: Credential = new AzureCliCredential({ tenantId });
  const before = process.env["AZURE_CONFIG_DIR"];
  setConfiguration(configuration);
  try {
    return (await authorizationFor(credential, tenantId, scope)).replace(/^Bearer /, "");
  } catch (error) {
    if (!(error instanceof NotSignedIn)) throw error;
    throw errors.noToken(source, tenantId, error.reason);
  } finally {
    setConfiguration(before);
  }
}

function setConfiguration(folder: string | undefined): void {
  if (folder === undefined) delete process.env["AZURE_CONFIG_DIR"];
  else process.env["AZURE_CONFIG_DIR"] = folder;
}
