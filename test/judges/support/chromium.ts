/** Chromium, a browser that none of us wrote, signs people in; `PASSTHROUGH_CHROMIUM` names its program. */
import { createHash, X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import {
  chromium as playwright,
  type Browser as Driven,
  type Page,
  type Request,
  type Response,
} from "playwright-core";
import type { LocalCloud } from "../../../rehearsal/local-cloud";
import type { Behaviour, Browser, SeenPage } from "../../../rehearsal/sign-in/browser";
import { withoutSecrets } from "../../../rehearsal/sign-in/browser-history";
import { escapeHtml } from "../../../rehearsal/sign-in/pages";
import { inTemporaryFolder } from "../../support/temporary-folder";
import { optionalTest } from "./optional-test";

/** A person's browser, as people in the story have one; it stops nowhere. */
export interface PersonsChromium extends Browser {
  open(url: string, login: string, behaviour?: Pick<Behaviour, "consent">): Promise<SeenPage>;
  /** What the browser has not liked: something that a page's policy forbids, that failed to load, that a script said. */
  readonly complaints: readonly string[];
}

/** A running Chromium. */
export interface Chromium {
  /** Somebody's browser, without anybody else's cookies. */
  person(): Promise<PersonsChromium>;
}

/** Ends what hangs, in milliseconds; no measure of speed. */
const patience = 60_000;

/**
 * A test in which people use Chromium. It reaches the local cloud through its proxy, as the clouds' host names, and nothing else: names
 * are looked up nowhere, and the proxy refuses every other host.
 * @param name of the test
 * @param cloud asked when the test begins
 * @param body the test
 */
export function inChromium(name: string, cloud: () => LocalCloud, body: (chromium: Chromium) => Promise<void>): void {
  optionalTest(name, findProgram(), ({ path }) =>
    inTemporaryFolder(async (home) => {
      const driven = await launch(path, cloud(), home);
      try {
        await body({ person: () => personIn(driven) });
      } finally {
        await driven.close();
      }
    }),
  );
}

function findProgram(): { readonly path: string } | string {
  const path = process.env["PASSTHROUGH_CHROMIUM"];
  if (path === undefined || path === "") return "PASSTHROUGH_CHROMIUM names no program.";
  if (!existsSync(path)) return `${JSON.stringify(path)}, named by PASSTHROUGH_CHROMIUM, does not exist.`;
  return { path };
}

/** The throw-away certificate authority is trusted by its key, for this run; no trust store knows it. */
function launch(program: string, { proxyUrl, certificateAuthority }: LocalCloud, home: string): Promise<Driven> {
  const key = new X509Certificate(certificateAuthority).publicKey.export({ type: "spki", format: "der" });
  const hash = createHash("sha256").update(key).digest("base64");
  return playwright.launch({
    executablePath: program,
    // Chromium keeps a store of certificates in the home of whoever runs it.
    env: { PATH: process.env["PATH"], HOME: home },
    proxy: { server: proxyUrl, bypass: "<-loopback>" },
    args: [`--ignore-certificate-errors-spki-list=${hash}`, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    timeout: patience,
  });
}

async function personIn(driven: Driven): Promise<PersonsChromium> {
  const page = await driven.newPage();
  page.setDefaultTimeout(patience);
  const complaints: string[] = [];
  let visited: string[] = [];
  page.on("console", (message) => {
    // The status of the page itself is a part of the answer.
    if (message.location().url !== page.url()) complaints.push(message.text());
  });
  page.on("requestfailed", (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText ?? ""}`));
  page.on("request", (request) => {
    if (isNavigation(page, request)) visited.push(withoutSecrets(new URL(request.url())));
  });
  return {
    complaints,
    async open(url, login, { consent = "accept" } = {}) {
      visited = [];
      const answered = new Set<string>();
      let response = await followLink(page, url);
      for (let form = await formOn(page); form !== undefined && !answered.has(form); form = await formOn(page)) {
        answered.add(form);
        response = await answerForm(page, login, consent);
      }
      return {
        host: new URL(page.url()).host,
        status: response.status(),
        title: await page.title(),
        text: (await page.locator("body").innerText()).replaceAll(/\s+/g, " ").trim(),
        visited,
      };
    },
  };
}

/** The same for a form that comes back with a complaint. @returns nothing where the page asks nothing */
async function formOn(page: Page): Promise<string | undefined> {
  const form = page.locator("form");
  if ((await form.count()) === 0) return undefined;
  return `${(await form.getAttribute("action")) ?? ""} ${await page.getByRole("textbox").count()}`;
}

/** Clicks a link in a conversation, which is another site than all that follow, and has nothing to do with their cookies. */
async function followLink(page: Page, url: string): Promise<Response> {
  await page.goto("about:blank");
  await page.setContent(`<a href="${escapeHtml(url)}">Sign in</a>`);
  return leadingOn(page, () => page.getByRole("link").click());
}

/** Fills in a name, or presses the button that says what the person wants. */
function answerForm(page: Page, login: string, consent: "accept" | "decline"): Promise<Response> {
  return leadingOn(page, async () => {
    const name = page.getByRole("textbox");
    if ((await name.count()) > 0) {
      await name.fill(login);
      await name.press("Enter");
    } else {
      await page.getByRole("button", { name: consent === "accept" ? "Accept" : "Cancel" }).click();
    }
  });
}

/** Does something that leads to another page. @returns the answer that brought that page, when it is shown */
async function leadingOn(page: Page, act: () => Promise<void>): Promise<Response> {
  const answered = page.waitForResponse((response) => isNavigation(page, response.request()) && !isRedirect(response));
  const loaded = page.waitForEvent("load");
  const failed = page
    .waitForEvent("requestfailed", (request) => isNavigation(page, request))
    .then((request) => {
      throw new Error(`${withoutSecrets(new URL(request.url()))}: ${request.failure()?.errorText ?? "failed"}`);
    });
  const [response] = await Promise.race([Promise.all([answered, loaded, act()]), failed]);
  return response;
}

function isNavigation(page: Page, request: Request): boolean {
  return request.isNavigationRequest() && request.frame() === page.mainFrame();
}

function isRedirect(response: Response): boolean {
  return response.status() >= 300 && response.status() < 400;
}
