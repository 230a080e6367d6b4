/** App Service authentication, as Resource Manager gives it back. */
import { builtInProviders } from "../../checks/wiring/layers/gate-azapi";
import type { Gate, GateProvider } from "../../checks/wiring/wiring-function-app";
import { at, isObject, type JsonObject } from "../reading/json";
import { Place } from "../reading/place";

/**
 * The gate that `authsettingsV2` describes.
 * @see https://learn.microsoft.com/rest/api/appservice/web-apps/get-auth-settings-v2
 */
export function gateOf(id: string, document: JsonObject): Gate {
  const place = new Place(id, document);
  const excludedPaths = place.values("properties.globalValidation.excludedPaths");
  const providers = "properties.identityProviders";
  const custom = at(document, `${providers}.customOpenIdConnectProviders`);
  const names = isObject(custom) ? Object.keys(custom).filter((name) => isObject(custom[name])) : [];
  return {
    address: id,
    enabled: place.value("properties.platform.enabled"),
    requireAuthentication: place.value("properties.globalValidation.requireAuthentication"),
    unauthenticatedAction: place.value("properties.globalValidation.unauthenticatedClientAction"),
    ...(excludedPaths && { excludedPaths }),
    providers: [
      ...builtInProviders
        .filter((name) => isObject(at(document, `${providers}.${name}`)))
        .map((name) => providerOf(place, name, false, `${providers}.${name}`)),
      ...names.map((name) => providerOf(place, name, true, `${providers}.customOpenIdConnectProviders.${name}`)),
    ],
    // A live site lists what it is set to: a provider that is not there is not enabled.
    unmentionedProviders: [],
    source: place.source("properties"),
  };
}

function providerOf(place: Place, name: string, custom: boolean, path: string): GateProvider {
  const registration = `${path}.registration`;
  const configuration = `${registration}.openIdConnectConfiguration`;
  const issuer = custom
    ? (place.value(`${configuration}.wellKnownOpenIdConfiguration`) ?? place.value(`${configuration}.issuer`))
    : place.value(`${registration}.openIdIssuer`);
  const allowedAudiences = place.values(`${path}.validation.allowedAudiences`);
  const allowedApplications = place.values(`${path}.validation.defaultAuthorizationPolicy.allowedApplications`);
  return {
    name,
    custom,
    enabled: place.value(`${path}.enabled`),
    clientId: place.value(`${registration}.clientId`) ?? place.value(`${registration}.appId`),
    ...(issuer && { issuer }),
    ...(allowedAudiences && { allowedAudiences }),
    ...(allowedApplications && { allowedApplications }),
    source: place.source(path),
  };
}
