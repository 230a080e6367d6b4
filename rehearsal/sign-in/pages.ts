/** The pages that a person sees: small forms without scripts; everything that is not ours in them is escaped. */
import type { Context } from "koa";
import type { ScopeText } from "./options";
import type { Refusal } from "./refusal";

/** A page and what the browser may do with it. */
export interface Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface FormPage {
  /** Name of the vendor's product. */
  readonly product: string;
  /** Where the form is sent. */
  readonly action: string;
  /** What the person signs in to. */
  readonly clientName: string;
  /** Where the answer leads in the end; browsers follow a form no further than it may go. */
  readonly redirectUri: string;
}

/** Asks who the person is. @param message what was wrong with the last answer; nothing by default */
export function signInPage(page: FormPage & { readonly message?: string }): Page {
  const { product, action, clientName, message } = page;
  const complaint = message === undefined ? "" : `<p role="alert">${escapeHtml(message)}</p>`;
  return formPage(page, message === undefined ? 200 : 400, `Sign in to ${clientName} - ${product}`, [
    `<h1>Sign in to ${escapeHtml(clientName)}</h1>`,
    complaint,
    `<form method="post" action="${escapeHtml(action)}">`,
    '<p><label>Sign-in name <input type="text" name="login" autocomplete="username" autofocus required></label></p>',
    '<p><button type="submit">Next</button></p>',
    "</form>",
    `<p>This is the local cloud's ${escapeHtml(product)}. Nobody has a password in it.</p>`,
  ]);
}

/** Asks whether a client may have scopes. */
export function consentPage(page: FormPage & { readonly login: string; readonly scopes: readonly ScopeText[] }): Page {
  const { product, action, clientName, login, scopes } = page;
  return formPage(page, 200, `Permissions requested - ${product}`, [
    `<h1>${escapeHtml(clientName)} would like to</h1>`,
    "<ul>",
    ...scopes.map(({ name, text }) => `<li>${escapeHtml(text)} (${escapeHtml(name)})</li>`),
    "</ul>",
    `<p>Signed in as ${escapeHtml(login)}.</p>`,
    `<form method="post" action="${escapeHtml(action)}">`,
    '<p><button type="submit" name="answer" value="accept">Accept</button>',
    '<button type="submit" name="answer" value="decline">Cancel</button></p>',
    "</form>",
  ]);
}

/** Says that the sign-in cannot go on; a person reads it, no client is told. */
export function refusalPage(product: string, refusal: Refusal): Page {
  const { error, description } = refusal;
  // 401 asks for credentials, which a browser does not have.
  const status = refusal.status === 401 ? 400 : refusal.status;
  const title = `Sign-in failed - ${product}`;
  const lines = [`<h1>${status}: ${escapeHtml(error)}</h1>`, `<p>${escapeHtml(description)}</p>`];
  return { status, html: documentOf(title, lines), headers: headersOf("'none'") };
}

/** Answers with a page. */
export function showPage(context: Pick<Context, "status" | "set" | "body">, { status, html, headers }: Page): void {
  context.status = status;
  context.set({ ...headers });
  context.body = html;
}

/** Text as HTML shows it, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function formPage({ redirectUri }: FormPage, status: number, title: string, lines: readonly string[]): Page {
  return { status, html: documentOf(title, lines), headers: headersOf(`'self' ${new URL(redirectUri).origin}`) };
}

function documentOf(title: string, lines: readonly string[]): string {
  return [
    "<!DOCTYPE html>",
    '<html lang="en">',
    `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    "<body>",
    ...lines.filter((line) => line !== ""),
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function headersOf(formTargets: string): Readonly<Record<string, string>> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `default-src 'none'; form-action ${formTargets}; frame-ancestors 'none'; base-uri 'none'`,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
}
