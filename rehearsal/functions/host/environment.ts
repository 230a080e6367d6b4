import { mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { SiteState } from "../../azure/state";
import { childSettingsVariable, type ChildSettings } from "../child/messages";

/** What the processes of all sites share. */
export interface Surroundings {
  /** A folder of this host alone: home and temporary folder of the processes. */
  readonly folder: string;
  /** File with the PEM of the certificate authority. */
  readonly certificateAuthorityFile: string;
  readonly proxyUrl: string;
  readonly certificateAuthority: string;
  readonly clockOffset: () => number;
}

/** Home and temporary folder of the processes of a host. */
export function processFolder(folder: string): string {
  const home = join(folder, "home");
  mkdirSync(home, { recursive: true });
  return home;
}

/**
 * The environment of a site's process: its app settings, what App Service says of the site, and the way into the local cloud. Nothing
 * of the environment of this process but the path.
 * @see https://learn.microsoft.com/azure/app-service/reference-app-settings
 */
export function environmentOf(
  site: Pick<SiteState, "name" | "hostName">,
  settings: Readonly<Record<string, string>>,
  surroundings: Surroundings,
  control: string,
): NodeJS.ProcessEnv {
  const { folder, certificateAuthorityFile, proxyUrl, certificateAuthority, clockOffset } = surroundings;
  const home = processFolder(folder);
  const child: ChildSettings = { control, proxyUrl, certificateAuthority, clockOffset: clockOffset() };
  const loopback = "127.0.0.1,localhost";
  return {
    PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
    HOME: home,
    TMPDIR: home,
    WEBSITE_SITE_NAME: site.name,
    WEBSITE_HOSTNAME: site.hostName,
    ...settings,
    // Clients that are not fetch learn of the local cloud in the way that most of them know.
    HTTPS_PROXY: proxyUrl,
    NO_PROXY: loopback,
    NODE_EXTRA_CA_CERTS: certificateAuthorityFile,
    SSL_CERT_FILE: certificateAuthorityFile,
    [childSettingsVariable]: JSON.stringify(child),
  };
}
