/** TLS, names and proxies: whom the client of the readers talks to, and what it says where that fails. */
import { expect, test } from "@jest/globals";
import { createServer, type Server as HttpServer } from "node:http";
import { createServer as createTlsServer, type Server as HttpsServer } from "node:https";
import { connect, type AddressInfo, type Socket } from "node:net";
import { createHttpClient, type HttpClientOptions } from "../../../doctor/http";
import { createCertificateAuthority } from "../../../rehearsal/front/certificates";

async function listening<Result>(server: HttpServer | HttpsServer, use: (port: number) => Promise<Result>) {
  // Tunnels are no connections to the server any more.
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

/** A server that shows a certificate for a name, whoever asks. */
async function tlsServer(name: string): Promise<{ readonly server: HttpsServer; readonly authority: string }> {
  const authority = await createCertificateAuthority();
  const context = await authority.contextFor(name);
  const server = createTlsServer({ SNICallback: (_name, done) => done(null, context) }, (request, response) => {
    response.end(`private to ${request.headers.host ?? ""}`);
  });
  return { server, authority: authority.certificate };
}

/** A proxy that leads every tunnel to one port. */
function proxyTo(port: number, asked: string[] = []): HttpServer {
  return createServer().on("connect", ({ url }, socket) => {
    asked.push(url ?? "");
    const through = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      through.pipe(socket).pipe(through);
    });
    for (const end of [socket, through]) end.on("error", () => end.destroy());
  });
}

async function ask(url: string, options: Partial<HttpClientOptions> = {}): Promise<string> {
  const client = createHttpClient({ environment: {}, ...options });
  return client.request({ method: "GET", url }).then(
    ({ body }) => body,
    (error: unknown) => (error as Error).message,
  );
}

test("a certificate that nobody trusts", async () => {
  const { server } = await tlsServer("localhost");
  await listening(server, async (port) => {
    expect(await ask(`https://localhost:${port}/`)).toMatch(
      /^"localhost:\d+" cannot be read: its certificate is not trusted \(/,
    );
  });
});

test("a certificate for another name", async () => {
  const { server, authority } = await tlsServer("other.example");
  await listening(server, async (port) => {
    const said = await ask(`https://localhost:${port}/`, { certificateAuthority: authority });
    expect(said).toContain("its certificate is for another name (ERR_TLS_CERT_ALTNAME_INVALID)");
  });
});

test("no TLS where TLS is asked for", async () => {
  await listening(createServer(), async (port) => {
    expect(await ask(`https://localhost:${port}/`)).toContain("TLS with it fails (EPROTO)");
  });
});

test("nobody listens", async () => {
  const port = await listening(createServer(), (free) => Promise.resolve(free));
  expect(await ask(`https://localhost:${port}/`)).toContain("it refuses the connection (ECONNREFUSED)");
});

test("a proxy is taken, and left where NO_PROXY says so", async () => {
  const { server, authority } = await tlsServer("graph.example");
  await listening(server, async (port) => {
    const asked: string[] = [];
    await listening(proxyTo(port, asked), async (proxyPort) => {
      const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`, NO_PROXY: "localhost" };
      const options = { environment, certificateAuthority: authority };
      expect(await ask("https://graph.example/", options)).toBe("private to graph.example");
      expect(await ask(`https://localhost:${port}/`, options)).toContain("its certificate is for another name");
    });
    expect(asked).toEqual(["graph.example:443"]);
  });
});

test("what a proxy refuses is no answer of the host", async () => {
  const refusing = createServer().on("connect", (_request, socket) => {
    socket.on("error", () => socket.destroy());
    socket.end("HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}");
  });
  await listening(refusing, async (port) => {
    const said = await ask("https://graph.example/", { environment: { https_proxy: `127.0.0.1:${port}` } });
    expect(said).toBe('"graph.example" cannot be read: the proxy does not let the request through (403).');
  });
});

test.each([
  "http://graph.example/?code=do-not-show",
  "https://user:do-not-show@graph.example/",
  "file:///etc/passwd?do-not-show",
  "graph.example?do-not-show",
])("%s is not asked", async (url) => {
  const said = await ask(url);
  expect(said).toContain("cannot be read");
  expect(said).not.toContain("do-not-show");
});
