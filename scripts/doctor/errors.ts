/** Why nothing can be examined: what a person can mend. */
import { BadInput } from "../local/errors";

/** What was given cannot be examined. */
export class CannotExamine extends BadInput {
  override readonly name = "CannotExamine";
}

/** A user name, a password and a query stand in URLs, and a log keeps what is printed. */
const withoutSecrets = (url: string): string => url.replace(/[?#].*$/s, "").replace(/^([^/]*\/\/)?.*@/s, "$1");

const show = (text: string): string => JSON.stringify(text.slice(0, 300));

export const nothingNamed = (): CannotExamine =>
  new CannotExamine(
    "Name what to examine: a deployment by its stack or path, --connection with the ARM id of a connection, or --endpoint, --issuer, --client-id and --scopes.",
  );

export const severalNamed = (): CannotExamine =>
  new CannotExamine("Name one thing to examine: a deployment, --connection, or --endpoint with what goes with it.");

export const partMissing = (option: string): CannotExamine =>
  new CannotExamine(`${option} is missing: --endpoint, --issuer, --client-id and --scopes go together.`);

export const wrongUrl = (option: string, value: string): CannotExamine =>
  new CannotExamine(
    `${option} ${show(withoutSecrets(value))}: Expected a URL that begins with https:// and holds no user name.`,
  );

export const wrongConnection = (id: string): CannotExamine =>
  new CannotExamine(
    `--connection ${show(id)}: Expected /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.CognitiveServices/accounts/<name>/projects/<name>/connections/<name>.`,
  );

export const tenantMissing = (): CannotExamine =>
  new CannotExamine("The Entra tenant is not known: name it with --tenant, or set ARM_TENANT_ID or AZURE_TENANT_ID.");

export const wrongTenant = (id: string): CannotExamine =>
  new CannotExamine(`--tenant ${show(id)}: Expected a GUID, as \`az account show --query tenantId\` prints it.`);

export const wrongTime = (text: string): CannotExamine =>
  new CannotExamine(
    `--since ${show(text)}: Expected a length such as 30m, 24h or 7d, or a date such as 2026-01-31T08:00:00Z, of the last 90 days.`,
  );

export const tokenAsArgument = (): CannotExamine =>
  new CannotExamine(
    "--token takes - alone, which reads the token from standard input: others on this machine can read arguments.",
  );

export const twoFromInput = (): CannotExamine =>
  new CannotExamine("--token - and --log - cannot both read standard input; name the log's file.");

export const inputTooLarge = (what: string, most: number): CannotExamine =>
  new CannotExamine(`${what} is larger than ${most / 1024 / 1024} MiB.`);

export const logNotRead = (path: string, { code, message }: NodeJS.ErrnoException): CannotExamine =>
  new CannotExamine(`--log ${show(path)}: It cannot be read: ${code ?? message}.`);

export const needsLocal = (): CannotExamine => new CannotExamine("--break needs --local.");

export const needsDeployment = (): CannotExamine =>
  new CannotExamine("--local examines a deployment of this folder; name it by its stack or path, or name none.");
