/** HTTP and JSON-RPC: what is no message of MCP is told so, and the server is reached as it should be. */
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, expect } from "@jest/globals";
import { requirement } from "../support/requirement";
import { call, exchange, initialize, listTools, mcpHeaders, send, type Received, type Sent } from "./support/exchange";
import { useServer } from "./support/suite";

const suite = useServer();

/** Headers with a good token, some of them replaced, or left out where the value is `undefined`. */
async function headersWith(changes: Readonly<Record<string, string | undefined>> = {}): Promise<readonly string[]> {
  const headers: Record<string, string | undefined> = {
    Host: mcpHeaders[1],
    "Content-Type": mcpHeaders[3],
    Accept: mcpHeaders[5],
    Authorization: `Bearer ${await suite.issuer.token()}`,
    ...changes,
  };
  return Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
}

async function exchangeWith(
  changes: Readonly<Record<string, string | undefined>>,
  sent: Partial<Sent> = {},
): Promise<Received> {
  const headers = await headersWith(changes);
  return exchange(suite.server.port, { headers, body: JSON.stringify(listTools), ...sent });
}

function errorCode({ text }: Received): unknown {
  return (JSON.parse(text) as { readonly error?: { readonly code?: unknown } }).error?.code;
}

describe("HTTP", () => {
  for (const accept of [undefined, "application/json", "text/event-stream", "text/html"]) {
    requirement(
      "server.accept-demanded",
      async () => {
        expect((await exchangeWith({ Accept: accept })).status).toBe(406);
      },
      accept ?? "no header",
    );
  }

  for (const type of [undefined, "text/plain", "application/x-www-form-urlencoded", "application/json-seq", "", "x"]) {
    requirement(
      "server.json-demanded",
      async () => {
        expect((await exchangeWith({ "Content-Type": type })).status).toBe(415);
      },
      type ?? "no header",
    );
  }

  for (const type of ["application/json; charset=utf-8", "Application/JSON"]) {
    requirement(
      "server.json-demanded",
      async () => {
        expect((await exchangeWith({ "Content-Type": type })).status).toBe(200);
      },
      `${type} is JSON`,
    );
  }

  for (const method of ["GET", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD"]) {
    requirement(
      "server.post-alone",
      async () => {
        const answer = await exchangeWith({ Accept: "text/event-stream" }, { method, body: "" });
        expect([answer.status, answer.headers["allow"]]).toEqual([405, "POST"]);
      },
      method,
    );
  }

  requirement("server.nothing-elsewhere", async () => {
    const paths = [
      "/",
      "/mcp/",
      "/MCP",
      "/mcp/x",
      "/.well-known/oauth-protected-resource/",
      "/.well-known/other",
      "/%6Dcp",
    ];
    const answers = await Promise.all(paths.map((path) => exchangeWith({}, { path })));
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
  });

  requirement("server.body-limited", async () => {
    const body = Buffer.alloc(1024 * 1024 + 1, " ");
    for (const announced of [true, false]) {
      expect((await exchangeWith({}, { body, announced })).status).toBe(413);
    }
    const most = Buffer.alloc(1024 * 1024, " ");
    most.write(JSON.stringify(listTools));
    for (const announced of [true, false]) {
      expect((await exchangeWith({}, { body: most, announced })).status).toBe(200);
    }
  });
});

describe("JSON-RPC", () => {
  const several = {
    "two messages": [listTools, { ...listTools, id: 2 }],
    "the same id twice": [call("get_forecast"), call("get_forecast")],
    "a call and its cancellation": [
      call("get_forecast"),
      { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } },
    ],
    "no message": [],
    "one message in an array": [listTools],
  };
  for (const [what, messages] of Object.entries(several)) {
    requirement(
      "server.one-message",
      async () => {
        const answer = await exchangeWith({}, { body: JSON.stringify(messages) });
        expect([answer.status, errorCode(answer)]).toEqual([400, -32600]);
      },
      what,
    );
  }

  const broken = {
    nothing: "",
    "no JSON": "{",
    "no object": "42",
    null: "null",
    "another version": JSON.stringify({ ...listTools, jsonrpc: "1.0" }),
    "an object for an id": JSON.stringify({ ...listTools, id: {} }),
    "no method": JSON.stringify({ jsonrpc: "2.0", id: 1 }),
    "no UTF-8": Buffer.from(JSON.stringify(call("get_forecast", { city: "\xff" })), "latin1"),
    "a deep object": `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
  };
  for (const [what, body] of Object.entries(broken)) {
    requirement(
      "server.one-message",
      async () => {
        const answer = await exchangeWith({}, { body });
        expect([answer.status, errorCode(answer)]).toEqual([400, -32700]);
      },
      what,
    );
  }

  requirement("server.protocol-version-checked", async () => {
    expect((await exchangeWith({ "MCP-Protocol-Version": "1999-01-01" })).status).toBe(400);
    expect((await exchangeWith({ "MCP-Protocol-Version": "2025-06-18" })).status).toBe(200);
  });
});

describe("host and origin", () => {
  const strange = {
    "another host": { Host: "evil.example.com" },
    "a host that begins like ours": { Host: "func-weather.azurewebsites.net.evil.example.com" },
    "no host that can be read": { Host: "a b" },
    "another origin": { Origin: "https://evil.example.com" },
    "no origin at all": { Origin: "null" },
    "a page on disk": { Origin: "file://" },
  };
  for (const [what, headers] of Object.entries(strange)) {
    requirement(
      "server.host-checked",
      async () => {
        const answer = await exchangeWith(headers);
        expect(answer.status).toBe(403);
        expect(answer.headers).not.toHaveProperty("www-authenticate");
        const metadata = await exchangeWith(headers, {
          method: "GET",
          path: "/.well-known/oauth-protected-resource",
          body: "",
        });
        expect(metadata.status).toBe(403);
      },
      what,
    );
  }

  requirement(
    "server.host-checked",
    async () => {
      const own = [
        { Host: "127.0.0.1:1234" },
        { Host: "localhost" },
        { Host: "[::1]:80" },
        { Host: "FUNC-weather.azurewebsites.net:443" },
        { Origin: "https://func-weather.azurewebsites.net" },
        { Origin: "http://localhost:6274" },
      ];
      const answers = await Promise.all(own.map((headers) => exchangeWith(headers)));
      expect(answers.map(({ status }) => status)).toEqual(own.map(() => 200));
    },
    "its own name and loopback pass",
  );

  requirement("server.loopback-only", async () => {
    expect((await send(suite.server.port, initialize, await suite.issuer.token())).status).toBe(200);
    const addresses = Object.values(networkInterfaces()).flatMap(
      (network) => network?.map(({ address }) => address) ?? [],
    );
    expect(await isFree("127.0.0.1", suite.server.port)).toBe(false);
    for (const address of addresses.filter((other) => other !== "127.0.0.1" && !other.startsWith("fe80:"))) {
      expect(await isFree(address, suite.server.port)).toBe(true);
    }
  });
});

/** Whether nobody listens on an address of this machine: one can listen there oneself. */
async function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((known) => {
    const server = createServer()
      .on("error", () => known(false))
      .listen({ host, port, exclusive: true }, () => server.close(() => known(true)));
  });
}
