/** What a person is asked before a client gets a code, and when. */
import type { interactionPolicy, KoaContextWithOIDC } from "oidc-provider";
import type { IssuerState } from "./issuer-state";
import type { Library } from "./library";
import type { Decision } from "./options";

/** Who the person is, when the browser has no session or is told to forget it; then what the decision says is to be accepted. */
export function createPolicy<D extends Decision>(
  { interactionPolicy: { base, Check } }: Library,
  { current }: IssuerState<D>,
): interactionPolicy.DefaultPolicy {
  const policy = base();
  const consentOf = ({ oidc }: KoaContextWithOIDC): Decision["consent"] => current.get(oidc)?.consent ?? [];
  policy.get("login")?.checks.add(
    new Check("person_gone", "the person no longer exists", "login_required", ({ oidc }) => {
      return oidc.session?.accountId !== undefined && oidc.account === undefined;
    }),
  );
  const consent = policy.get("consent");
  consent?.checks.clear();
  consent?.checks.add(
    new Check(
      "scopes_to_accept",
      "the person has not accepted all scopes",
      "consent_required",
      (context) => consentOf(context).length > 0,
      (context) => ({ scopes: consentOf(context) }),
    ),
  );
  return policy;
}
