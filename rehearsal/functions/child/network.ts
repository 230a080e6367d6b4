import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";
import type { ChildSettings } from "./messages";

/**
 * Sends the requests of `fetch` through the local cloud, which answers for the clouds' host names and refuses every other. Addresses of
 * this machine are reached directly.
 */
export function installNetwork({ proxyUrl, certificateAuthority }: ChildSettings): void {
  setGlobalDispatcher(
    new EnvHttpProxyAgent({
      httpProxy: proxyUrl,
      httpsProxy: proxyUrl,
      noProxy: "127.0.0.1,localhost",
      requestTls: { ca: certificateAuthority },
    }),
  );
  // Node's own fetch would not take a proxy of another version of undici.
  install();
}
