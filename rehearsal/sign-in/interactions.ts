/** The pages between a request and its answer: who are you, and do you agree. */
import type { IncomingMessage } from "node:http";
import type { Context } from "koa";
import type { errors, Interaction, Provider } from "oidc-provider";
import { recordFailure } from "./answers";
import { clientOf, type IssuerState } from "./issuer-state";
import type { Decision, ScopeText } from "./options";
import { consentPage, refusalPage, showPage, signInPage } from "./pages";
import { Refusal } from "./refusal";
import { textOf } from "./request";

/** More than any answer to our forms. */
const largestForm = 8 * 1024;
const longestLogin = 256;

/** Shows the page of an interaction, or takes the person's answer. */
export async function interact<D extends Decision>(
  state: IssuerState<D>,
  provider: Provider,
  context: Context,
): Promise<void> {
  const { options } = state;
  try {
    const interaction = await provider.interactionDetails(context.req, context.res);
    if (context.path !== `${options.paths.pages}/${interaction.uid}`) throw expired(state);
    if (context.method === "POST") await take(state, provider, context, interaction);
    else showQuestion(state, context, interaction);
  } catch (error) {
    if (!(error instanceof Refusal) && !isExposed(error)) throw error;
    const refusal = error instanceof Refusal ? error : expired(state);
    recordFailure(state, "refused to go on with a sign-in", refusal);
    showPage(context, refusalPage(options.product, refusal));
  }
}

function showQuestion<D extends Decision>(
  state: IssuerState<D>,
  context: Context,
  interaction: Interaction,
  message?: string,
): void {
  const { product } = state.options;
  const page = {
    product,
    action: context.path,
    clientName: clientOf(state, textOf(interaction.params["client_id"])).displayName,
    redirectUri: String(interaction.params["redirect_uri"]),
  };
  const person = state.options.findPerson(interaction.session?.accountId ?? "");
  if (interaction.prompt.name === "consent" && person !== undefined) {
    showPage(context, consentPage({ ...page, login: person.login, scopes: scopesOf(interaction) }));
  } else {
    showPage(context, signInPage({ ...page, ...(message === undefined ? {} : { message }) }));
  }
}

async function take<D extends Decision>(
  state: IssuerState<D>,
  provider: Provider,
  context: Context,
  interaction: Interaction,
): Promise<void> {
  const form = await readForm(context.req);
  const finish = async (result: Parameters<Provider["interactionResult"]>[2]): Promise<void> => {
    context.redirect(await provider.interactionResult(context.req, context.res, result));
    context.status = 303;
  };
  if (interaction.prompt.name === "consent") {
    await finish(consentAnswer(state, interaction, form.get("answer") === "accept"));
    return;
  }
  const login = (form.get("login") ?? "").trim();
  const person = state.options.findPersonByLogin(login);
  if (person === undefined) {
    showQuestion(
      state,
      context,
      interaction,
      `Nobody here signs in as ${JSON.stringify(login.slice(0, longestLogin))}.`,
    );
    return;
  }
  await forgetOthers(provider, interaction, person.id);
  await finish({ login: { accountId: person.id } });
}

function consentAnswer<D extends Decision>(
  state: IssuerState<D>,
  interaction: Interaction,
  isAccepted: boolean,
): Parameters<Provider["interactionResult"]>[2] {
  if (!isAccepted) return { error: "access_denied", error_description: "declined" };
  const client = clientOf(state, textOf(interaction.params["client_id"]));
  const person = state.options.findPerson(interaction.session?.accountId ?? "");
  if (person === undefined) throw expired(state);
  const names = scopesOf(interaction).map(({ name }) => name);
  state.options.accept(client, person, names);
  return { consent: {} };
}

/** A browser in which somebody else was signed in is that person's no longer. */
async function forgetOthers(provider: Provider, interaction: Interaction, personId: string): Promise<void> {
  const { session } = interaction;
  if (session === undefined || session.accountId === personId) return;
  const stored = await provider.Session.findByUid(session.uid);
  await stored?.destroy();
  delete interaction.session;
  await interaction.persist();
}

function scopesOf({ prompt }: Interaction): readonly ScopeText[] {
  return prompt.details["scopes"] as readonly ScopeText[];
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > largestForm) throw new Refusal("invalid_request", "The form is too large.", "form_too_large", 413);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

function expired<D extends Decision>({ options }: IssuerState<D>): Refusal {
  return options.words("sign-in-expired", {});
}

function isExposed(error: unknown): error is errors.OIDCProviderError {
  return error instanceof Error && "expose" in error && error.expose === true;
}
