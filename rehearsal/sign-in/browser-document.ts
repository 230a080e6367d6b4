/** What a person reads and fills in on a page. */
import { type HTMLElement, parse } from "node-html-parser";

/** The one form of a page. */
export interface SeenForm {
  readonly action: URL;
  readonly method: "get" | "post";
  /** The same for a form that comes back with a complaint. */
  readonly identity: string;
  /** What the person sends. */
  answer(login: string, consent: "accept" | "decline"): URLSearchParams;
}

/** A page as a person sees it. */
export interface SeenDocument {
  readonly title: string;
  /** On one line. */
  readonly text: string;
  /** The first form. @default the page asks nothing */
  readonly form?: SeenForm;
}

const typed = new Set(["", "text", "email"]);
const negative = /^(cancel|decline|deny|reject|no)\b/i;

/** Reads a page. @param url where it came from */
export function readDocument(html: string, url: URL): SeenDocument {
  const root = parse(html);
  const title = oneLine(root.querySelector("title")?.text);
  const body = root.querySelector("body") ?? root;
  const form = root.querySelector("form");
  return {
    title,
    text: oneLine(body.structuredText),
    ...(form === null ? {} : { form: readForm(form, url) }),
  };
}

function readForm(form: HTMLElement, url: URL): SeenForm {
  const action = new URL(form.getAttribute("action") ?? "", url);
  const inputs = form.querySelectorAll("input");
  const names = inputs.map((input) => input.getAttribute("name") ?? "");
  return {
    action,
    method: form.getAttribute("method")?.toLowerCase() === "post" ? "post" : "get",
    identity: [action.origin, action.pathname, ...names].join(" "),
    answer(login, consent) {
      const answer = new URLSearchParams();
      for (const input of inputs) {
        const name = input.getAttribute("name");
        const type = input.getAttribute("type")?.toLowerCase() ?? "";
        if (name === undefined || (type !== "hidden" && !typed.has(type))) continue;
        answer.append(name, type === "hidden" ? (input.getAttribute("value") ?? "") : login);
      }
      const button = press(form, consent);
      const buttonName = button?.getAttribute("name");
      if (buttonName !== undefined) answer.append(buttonName, button?.getAttribute("value") ?? "");
      return answer;
    },
  };
}

/** The button that says what the person wants. */
function press(form: HTMLElement, consent: "accept" | "decline"): HTMLElement | undefined {
  const buttons = form.querySelectorAll("button, input[type=submit]");
  return buttons.find((button) => negative.test(labelOf(button)) === (consent === "decline")) ?? buttons[0];
}

function labelOf(button: HTMLElement): string {
  const text = oneLine(button.text);
  return text === "" ? (button.getAttribute("value") ?? "") : text;
}

function oneLine(text = ""): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
