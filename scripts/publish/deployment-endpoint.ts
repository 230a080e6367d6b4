/** The deployment endpoint of a Flex Consumption app. */
import { deploymentLost, packageRefused, packageTooLarge, unexpectedAnswer } from "./errors";
import type { AzureClient, FunctionAppResource } from "./function-app";
import type { PackageArchive } from "./package-archive";
import { authorize } from "./sign-in";
import type { Deadline } from "./waiting";

/** What a package is sent with. */
export interface Upload {
  readonly app: FunctionAppResource;
  readonly tenantId: string;
  readonly host: string;
  readonly archive: PackageArchive;
  readonly azure: AzureClient;
  readonly deadline: Deadline;
  /** Told what is waited for. */
  readonly progress: (text: string) => void;
}

/** Readings of a new deployment that may find nothing. */
const unknownAtFirst = 3;

/** How a deployment fails while the role of the app's identity is not known everywhere: nothing is wrong, and it passes. */
const storageRefuses =
  /storage[^]*(?:\b403\b|Forbidden|not authorized|AuthorizationPermissionMismatch|AuthorizationFailure)/i;

/** Answers of an endpoint that is starting, or busy with another deployment. */
const temporary: readonly number[] = [404, 408, 409, 429, 500, 502, 503, 504];

/**
 * Sends a package and waits until it is in place. A deployment that fails because the storage role of the app is new is tried again.
 * @returns id of the deployment
 * @throws {PublishFailed}
 * @see https://learn.microsoft.com/azure/azure-functions/functions-deployment-technologies#one-deploy
 */
export async function uploadPackage(upload: Upload): Promise<string> {
  let seen = "nothing was in its way";
  return upload.deadline.until(
    async () => {
      const sent = await send(upload);
      if ("again" in sent) {
        seen = sent.again;
        upload.progress(`the deployment endpoint is not ready: ${seen}`);
        return undefined;
      }
      const failure = await failureOf(upload, sent.id, seen);
      if (failure === undefined) return sent.id;
      if (!storageRefuses.test(failure)) throw packageRefused(failure);
      seen = "the app's identity may not write to its storage yet";
      upload.progress(`${seen}; a new role takes minutes to be known everywhere`);
      return undefined;
    },
    () => `The package is not in place (${seen})`,
  );
}

async function send(upload: Upload): Promise<{ readonly id: string } | { readonly again: string }> {
  const { host, archive, azure, app } = upload;
  const headers = { ...(await headersOf(upload)), "content-type": "application/zip" };
  const url = `https://${host}/api/publish?RemoteBuild=false`;
  const { status, body } = await azure.exchange({ method: "POST", url, headers, body: archive.content });
  if (status === 202) return { id: body.trim().replace(/^"(.*)"$/, "$1") };
  if (status === 401 || status === 403) throw app.mayNotPublish();
  if (status === 413) throw packageTooLarge(archive.content.length);
  if (temporary.includes(status)) return { again: `it answers ${status}` };
  throw unexpectedAnswer("The deployment endpoint", status, body);
}

/** Why a deployment has failed; `undefined` where it has gone well. */
async function failureOf(upload: Upload, id: string, before: string): Promise<string | undefined> {
  let unknown = 0;
  let known = false;
  const { outcome } = await upload.deadline.until(
    async () => {
      const { status, body } = await read(upload, id);
      // A deployment is forgotten when it is done, and not known yet when it begins.
      if (status === 404 && known) return { outcome: 4 };
      if (status === 404 && ++unknown > unknownAtFirst) throw deploymentLost(id);
      if (status !== 200) return undefined;
      known = true;
      const { status: reached } = JSON.parse(body) as { readonly status?: number };
      return reached === 3 || reached === 4 ? { outcome: reached } : undefined;
    },
    () => `The deployment has not ended (before it: ${before})`,
  );
  return outcome === 4 ? undefined : logOf(upload, id);
}

async function logOf(upload: Upload, id: string): Promise<string> {
  const { body } = await read(upload, `${id}/log`);
  try {
    const lines = JSON.parse(body) as readonly { readonly message?: string }[];
    return lines.map(({ message = "" }) => message).join(" ");
  } catch {
    return body;
  }
}

async function read(upload: Upload, path: string): Promise<{ readonly status: number; readonly body: string }> {
  const url = `https://${upload.host}/api/deployments/${path}`;
  return upload.azure.exchange({ method: "GET", url, headers: await headersOf(upload) });
}

function headersOf({ azure, tenantId }: Upload): Promise<Readonly<Record<string, string>>> {
  return authorize(azure.credential, tenantId);
}
