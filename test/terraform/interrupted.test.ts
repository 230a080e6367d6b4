/** An apply that stops between the new and the old connection; the next one heals. */
import { afterEach, expect, test } from "@jest/globals";
import type { HttpTransport } from "../../rehearsal/terraform/transport";
import { changed, samples } from "../support/deployments";
import { LocalTerraform } from "../support/local-terraform";

let terraform: LocalTerraform | undefined;

afterEach(async () => {
  await terraform?.close();
  terraform = undefined;
});

/** Holds back writes to agents, which come after the new connection and before the end of the old one. */
class AgentWrites {
  private arrive: () => void = () => undefined;
  private release: () => void = () => undefined;
  private armed = false;
  /** Resolves when a held write arrives. */
  readonly arrived = new Promise<void>((resolve) => (this.arrive = resolve));
  private readonly released = new Promise<void>((resolve) => (this.release = resolve));

  readonly between = (inner: HttpTransport): HttpTransport => ({
    send: async (request) => {
      if (this.armed && request.method === "POST" && request.url.includes("/agents")) {
        this.arrive();
        await this.released;
      }
      return inner.send(request);
    },
    close: () => inner.close(),
  });

  hold(): void {
    this.armed = true;
  }

  letGo(): void {
    this.release();
  }
}

test.each([
  ["okta", samples.okta()],
  ["entra", samples.entra()],
] as const)(
  "%s: interrupted while the agent still uses the old connection, applied again",
  async (_provider, before) => {
    const after = changed(before, { secrets: { ...before.secrets, rotation: 2 } });
    const writes = new AgentWrites();
    const running = await LocalTerraform.start([before], { between: writes.between });
    terraform = running;
    await running.applied(before);
    const old = running.cloud.resourceManager.connections().map(({ name }) => name);

    writes.hold();
    const interrupted = await running.apply(after, (text, interrupt) => {
      // The agent's write is held by now or will be; Terraform finishes it and begins nothing more.
      if (/agent-.*: (Creating|Modifying)/.test(text)) void writes.arrived.then(interrupt);
      if (/[Ii]nterrupt/.test(text)) writes.letGo();
    });
    expect(interrupted.exitCode).not.toBe(0);
    const halfWay = running.cloud.resourceManager.connections().map(({ name }) => name);
    expect(halfWay).toEqual(expect.arrayContaining(old));
    expect(halfWay.length).toBeGreaterThan(old.length);

    await running.applied(after);
    const healed = running.cloud.resourceManager.connections().map(({ name }) => name);
    expect(healed).toHaveLength(before.connections.length);
    expect(healed.filter((name) => old.includes(name))).toEqual([]);
    expect([...(await running.plan(after))]).toEqual([]);
  },
);
