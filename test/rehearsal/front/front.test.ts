import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ProxyAgent, request } from "undici";
import { startFront } from "../../../rehearsal/front/front";
import type { Service } from "../../../rehearsal/service";
import { startFrontClient, type FrontClient } from "../support/front-client";

const echo = (name: string, ...hosts: string[]): Service => ({
  hosts,
  handle: (incoming, response) => {
    let bytes = 0;
    incoming.on("data", (chunk: Buffer) => (bytes += chunk.length));
    incoming.on("end", () => response.end(`${name} ${String(incoming.headers.host)} ${String(bytes)}`));
  },
});

const services: readonly Service[] = [
  echo("management", "management.azure.com"),
  echo("sites", "*.azurewebsites.net"),
  echo("special", "special.azurewebsites.net"),
  {
    hosts: ["broken.example.com"],
    handle: () => {
      throw new Error("contains a secret");
    },
  },
  { ...echo("patient", "large.example.com"), largestBody: 12 * 1024 * 1024 },
  { hosts: ["silent.example.com"], handle: () => undefined },
];

let client: FrontClient;
beforeEach(async () => {
  client = await startFrontClient(services);
});
afterEach(async () => {
  await client.close();
});

const port = (): number => Number(new URL(client.front.proxyUrl).port);

async function tunnel(authority: string): Promise<{ socket: Socket; head: string }> {
  const socket = connect(port(), "127.0.0.1");
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n\r\n`);
  const [data] = (await once(socket, "data")) as [Buffer];
  return { socket, head: data.toString() };
}

describe("hosts", () => {
  test("an exact host reaches its service", async () => {
    expect((await client.send("GET", "https://management.azure.com/")).body).toBe("management management.azure.com 0");
  });

  test("a wildcard reaches its service under any one label", async () => {
    expect((await client.send("GET", "https://func-a.azurewebsites.net/")).body).toContain("sites func-a");
    expect((await client.send("GET", "https://FUNC-B.azurewebsites.net/")).body).toContain("sites func-b");
  });

  test("an exact host wins over a wildcard", async () => {
    expect((await client.send("GET", "https://special.azurewebsites.net/")).body).toContain("special");
  });

  test.each(["example.com:443", "a.b.azurewebsites.net:443", "azurewebsites.net:443", "127.0.0.1:443", "[::1]:443"])(
    "%s is refused and told what is allowed",
    async (authority) => {
      const { socket, head } = await tunnel(authority);
      expect(head).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
      expect(head).toContain(JSON.stringify(authority));
      expect(head).toContain("management.azure.com");
      socket.destroy();
    },
  );

  test("another port than 443 is refused", async () => {
    const { socket, head } = await tunnel("management.azure.com:80");
    expect(head).toMatch(/^HTTP\/1\.1 403 /);
    socket.destroy();
  });

  test("two services for one host are a mistake", async () => {
    await expect(startFront([echo("a", "x.example.com"), echo("b", "X.example.com")])).rejects.toThrow("x.example.com");
  });
});

describe("inside the tunnel", () => {
  test("the certificate is signed by the front's authority alone", async () => {
    const distrusting = new ProxyAgent(client.front.proxyUrl);
    await expect(request("https://management.azure.com/", { dispatcher: distrusting })).rejects.toThrow("certificate");
    await distrusting.destroy();
  });

  test("every front has an authority of its own", async () => {
    const other = await startFront([]);
    expect(other.certificateAuthority).not.toBe(client.front.certificateAuthority);
    await other.close();
  });

  test("a server name that no service answers for gets no handshake", async () => {
    const { socket } = await tunnel("management.azure.com:443");
    const tls = connectTls({ socket, servername: "login.example.com", rejectUnauthorized: false });
    await expect(once(tls, "secureConnect")).rejects.toThrow();
    tls.destroy();
  });

  test("a Host header of another service is misdirected", async () => {
    const answer = await client.send("GET", "https://management.azure.com/", {
      headers: { host: "special.azurewebsites.net" },
    });
    expect(answer.status).toBe(421);
  });

  test("a service that throws answers 500 without its reason", async () => {
    const answer = await client.send("GET", "https://broken.example.com/");
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain("secret");
  });
});

describe("limits", () => {
  test("a plain HTTP request is refused", async () => {
    const dispatcher = new ProxyAgent({ uri: client.front.proxyUrl, proxyTunnel: false });
    const answer = await request("http://management.azure.com/", { dispatcher });
    expect(answer.statusCode).toBe(403);
    expect(await answer.body.text()).toContain("HTTPS through CONNECT only");
    await dispatcher.destroy();
  });

  test("a declared body beyond 10 MB is refused", async () => {
    const answer = await client.send("POST", "https://management.azure.com/", {
      body: "x".repeat(10 * 1024 * 1024 + 1),
    });
    expect(answer.status).toBe(413);
  });

  test("a body of 10 MB passes", async () => {
    const answer = await client.send("POST", "https://management.azure.com/", { body: "x".repeat(10 * 1024 * 1024) });
    expect(answer.body).toBe(`management management.azure.com ${String(10 * 1024 * 1024)}`);
  });

  test.each([
    [12 * 1024 * 1024, 200],
    [12 * 1024 * 1024 + 1, 413],
  ])("where a service takes 12 MB, a body of %d bytes is answered with %d", async (bytes, status) => {
    const answer = await client.send("POST", "https://large.example.com/", { body: Buffer.alloc(bytes) });
    expect(answer.status).toBe(status);
  });

  test("an undeclared body is cut off at 10 MB", async () => {
    const dispatcher = new ProxyAgent({
      uri: client.front.proxyUrl,
      requestTls: { ca: client.front.certificateAuthority },
    });
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(64 * 1024);
      })(),
    );
    const outcome = await request("https://management.azure.com/", { dispatcher, method: "POST", body: endless }).then(
      (answer) => answer.statusCode,
      () => "cut off",
    );
    expect([413, "cut off"]).toContain(outcome);
    await dispatcher.destroy();
  });

  test("headers beyond the limit are refused", async () => {
    const headers = { "x-large": "x".repeat(40 * 1024) };
    expect((await client.send("GET", "https://management.azure.com/", { headers })).status).toBe(431);
  });
});

describe("rough clients", () => {
  test("a reset before, during and after the handshake leaves the front alive", async () => {
    const early = connect(port(), "127.0.0.1");
    await once(early, "connect");
    early.resetAndDestroy();
    const { socket: during } = await tunnel("management.azure.com:443");
    during.write(Buffer.from([0x16, 0x03, 0x01]));
    during.resetAndDestroy();
    const { socket: after } = await tunnel("silent.example.com:443");
    const tls = connectTls({ socket: after, servername: "silent.example.com", ca: client.front.certificateAuthority });
    await once(tls, "secureConnect");
    tls.write("GET / HTTP/1.1\r\nhost: silent.example.com\r\n\r\n");
    after.resetAndDestroy();
    expect((await client.send("GET", "https://management.azure.com/")).status).toBe(200);
  });

  test("bytes that are no TLS end that connection alone", async () => {
    const { socket } = await tunnel("management.azure.com:443");
    socket.write("GET / HTTP/1.1\r\n\r\n");
    await once(socket, "close");
    expect((await client.send("GET", "https://management.azure.com/")).status).toBe(200);
  });

  test("close ends a request that nobody answers", async () => {
    const pending = client.send("GET", "https://silent.example.com/");
    const outcome = expect(pending).rejects.toThrow();
    await client.send("GET", "https://management.azure.com/");
    await client.front.close();
    await outcome;
  });
});
