import { createSecureContext } from "node:tls";
import { fetch as undiciFetch, ProxyAgent, type RequestInit } from "undici";

/** Where the local cloud answers for the clouds' host names. */
interface ProxySettings {
  /** An HTTP proxy on loopback, for example `http://127.0.0.1:8443`. */
  readonly proxyUrl: string;
  /** PEM of the certificate authority that the proxied hosts' certificates are issued by. */
  readonly certificateAuthority: string;
}

/**
 * Requests from one system of the local cloud to another, under the clouds' host names. It is made before the front that they go
 * through, so it is connected later.
 */
export interface Outgoing {
  /** The Fetch API; a host that the local cloud does not answer for is refused. */
  readonly fetch: typeof globalThis.fetch;
  /** Says where the front is. */
  connect(proxy: ProxySettings): void;
  close(): Promise<void>;
}

/** Requests that fail until they are connected. */
export function createOutgoing(): Outgoing {
  let dispatcher: ProxyAgent | undefined;
  const send = async (input: string | URL, init: RequestInit = {}): Promise<unknown> => {
    if (dispatcher === undefined)
      throw new Error("The local cloud has no front yet; connect the outgoing requests first.");
    return undiciFetch(input, { ...init, dispatcher });
  };
  return {
    // Node's fetch is undici's, of a version that the type of this one does not know.
    fetch: send as unknown as typeof globalThis.fetch,
    connect({ proxyUrl, certificateAuthority }) {
      // Made once: for each connection anew it takes longer than the connection.
      const secureContext = createSecureContext({ ca: certificateAuthority });
      dispatcher = new ProxyAgent({ uri: proxyUrl, requestTls: { secureContext } });
    },
    close: async () => dispatcher?.close(),
  };
}
