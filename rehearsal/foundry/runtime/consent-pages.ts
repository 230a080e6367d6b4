/** What a person sees in the browser. No page shows anything that came with the request. */

/** A page of the consent service. */
export interface Page {
  /** HTTP status. */
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

/** Shown after every sign-in, also where the identity provider refused it or the exchange of the code failed. */
export const signInSuccessful: Page = {
  status: 200,
  title: "Sign in successful",
  text: "You may close this page and go back to your conversation.",
};

export const linkUnknown: Page = {
  status: 400,
  title: "This link is not valid",
  text: "Ask the agent again to get a new one.",
};

export const linkExpired: Page = {
  status: 400,
  title: "This link has expired",
  text: "Ask the agent again to get a new one.",
};

/** The state is forged, was used before, or belongs to another connection. */
export const answerRefused: Page = {
  status: 400,
  title: "This sign-in cannot be completed",
  text: "It was not begun here, or has been completed before. Ask the agent again to get a new link.",
};

/** The page as HTML. */
export function renderPage({ title, text }: Page): string {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>${title}</title></head>
  <body><h1>${title}</h1><p>${text}</p></body>
</html>
`;
}
