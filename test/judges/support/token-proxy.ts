import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Passes everything on to a server on loopback and adds a token, for judges that know none. */
export class TokenProxy {
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  /** @param port where the server listens */
  static async start(port: number, token: string): Promise<TokenProxy> {
    const server = createServer((incoming, response) => {
      const { method, url: path, headers } = incoming;
      const withToken = { ...headers, authorization: `Bearer ${token}` };
      const outgoing = request({ host: "127.0.0.1", port, method, path, headers: withToken }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      outgoing.on("error", () => response.destroy());
      incoming.pipe(outgoing);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return new TokenProxy(server);
  }

  /** URL of the MCP endpoint behind it. */
  get endpoint(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}/mcp`;
  }

  async close(): Promise<void> {
    await new Promise((closed) => {
      this.server.close(closed);
      this.server.closeAllConnections();
    });
  }
}
