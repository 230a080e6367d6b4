/** What stands around the library's endpoints. */
import type { KoaContextWithOIDC, Provider } from "oidc-provider";
import { finishAnswer, recordFailure } from "./answers";
import { interact } from "./interactions";
import type { IssuerState } from "./issuer-state";
import type { Decision } from "./options";
import { refusalPage, showPage } from "./pages";
import type { LibraryError } from "./reasons";
import { Refusal } from "./refusal";
import { carryParameters } from "./request";

/** Adds the pages, prepares requests for the library, and gives its answers the vendor's form. */
export function addAnswers<D extends Decision>(state: IssuerState<D>, provider: Provider): void {
  const { paths, product } = state.options;
  const errors = new WeakMap<object, LibraryError | Refusal>();
  const remember = (context: object, error: LibraryError | Refusal): void => {
    errors.set(context, error);
  };
  provider.on("authorization.error", remember);
  provider.on("grant.error", remember);
  provider.on("server_error", (context, error) => remember(context, asRefusal(error)));
  // Koa would print what fails; it goes to the journal.
  provider.silent = true;

  provider.use(async (context, next) => {
    try {
      if (context.path.startsWith(`${paths.pages}/`)) {
        await interact(state, provider, context);
        return;
      }
      if (context.path === paths.authorize) carryParameters(context);
      await next();
      const { oidc } = context as Partial<KoaContextWithOIDC>;
      if (oidc !== undefined) finishAnswer(state, context as KoaContextWithOIDC, errors.get(context));
    } catch (error) {
      const refusal = asRefusal(error);
      recordFailure(state, "failed to answer", refusal);
      showPage(context, refusalPage(product, refusal));
    }
  });
}

/** What fails for a reason that no vendor has words for. Its text stays inside: it may hold a secret. */
function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return new Refusal("server_error", "The local cloud failed to answer.", name, 500);
}
