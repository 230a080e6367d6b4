/** Which identity provider a deployment has, and which of its parts concern the deployment. */
import { textOf, type Values } from "../value";
import type { Connection, Identity } from "../wiring";
import type {
  AuthorizationServer,
  EntraApp,
  EntraIdentity,
  OktaApp,
  OktaGroupLookup,
  OktaIdentity,
} from "../wiring-identity";
import type { Endpoint } from "./deployments";
import { mentionsOf, serverMention, type Mentions } from "./mentions";
import { NameIndex } from "./name-index";

/** What a root module says about both providers, with what finds the parts of a deployment in it. */
export class Identities {
  private readonly okta: OktaParts;
  private readonly entra: EntraParts;

  constructor(okta: OktaIdentity, entra: EntraIdentity) {
    this.okta = new OktaParts(okta);
    this.entra = new EntraParts(entra);
  }

  /**
   * The identity provider of a deployment. The only deployment of a root module has all that the module says about it; of several, each
   * has what it mentions, what mentions it, and what these bring with them, so that a shared authorization server stands in each.
   */
  of(endpoint: Endpoint, isOnly: boolean): Identity | undefined {
    const mentions = mentionsOf(endpoint.functionApp, endpoint.connections);
    const provider = this.providerOf(mentions);
    if (provider === undefined) return undefined;
    return isOnly ? this[provider].all : this[provider].of(mentions, endpoint.connections);
  }

  /** Every hint counts once, so that one mistaken URL does not turn the provider around; what exists decides between equals. */
  private providerOf(mentions: Mentions): Identity["provider"] | undefined {
    let balance = this.okta.apps.find(mentions).length - this.entra.apps.find(mentions).length;
    for (const mention of mentions) {
      if (oktaHints.some((hint) => hint.test(mention))) balance += 1;
      else if (entraHints.some((hint) => hint.test(mention))) balance -= 1;
    }
    if (balance !== 0) return balance > 0 ? "okta" : "entra";
    if (this.okta.all.servers.length + this.okta.all.apps.length > 0) return "okta";
    return this.entra.all.apps.length > 0 ? "entra" : undefined;
  }
}

const entraHints = [/^(data\.)?azuread_/, /^https:\/\/(login\.microsoftonline\.com|sts\.windows\.net)\//];

const oktaHints = [
  /^(data\.)?okta_/,
  /^https:\/\/[^/]+\.(okta|oktapreview|okta-emea)\.com(\/|$)/,
  // An organization may have a domain of its own; Entra's addresses have the same folder behind the tenant.
  /^https:\/\/[^/]+\/oauth2\/(?!v2\.0)[^/]+\//,
];

class OktaParts {
  readonly all: OktaIdentity;
  readonly apps: NameIndex<OktaApp>;
  private readonly registrars: NameIndex<OktaApp>;
  private readonly servers: NameIndex<AuthorizationServer>;
  private readonly groupLookups: NameIndex<OktaGroupLookup>;
  private readonly admitting: NameIndex<AuthorizationServer>;

  constructor(all: OktaIdentity) {
    this.all = all;
    this.apps = new NameIndex(all.apps, clientNames);
    this.registrars = new NameIndex(all.apps, ({ redirectUris }) => [...mentionsOf(redirectUris)]);
    this.groupLookups = new NameIndex(all.groupLookups, ({ address }) => [address]);
    this.servers = new NameIndex(all.servers, ({ address, audience, id }) => {
      const text = textOf(id);
      return [address, textOf(audience), text === undefined ? undefined : serverMention(text)];
    });
    this.admitting = new NameIndex(all.servers, ({ policies }) => [
      ...mentionsOf(policies.map(({ clients }) => clients)),
    ]);
  }

  of(mentions: Mentions, connections: readonly Connection[]): OktaIdentity {
    const clients = [...this.apps.find(mentions), ...this.registrars.find(redirectNames(connections))];
    const mentioned = this.servers.find(mentions);
    // Where no URL names a server, the one that admits a client of the deployment must be meant.
    const servers = mentioned.length > 0 ? mentioned : this.admitting.find(clients.flatMap(clientNames));
    // Other clients of its policies belong to a server: they may be admitted for more.
    const admitted = mentionsOf(servers.map(({ policies }) => policies));
    const apps = this.apps.find([...clients.flatMap(clientNames), ...admitted]);
    const groups = mentionsOf(servers, apps);
    return { provider: "okta", servers, apps, groupLookups: this.groupLookups.find(groups) };
  }
}

class EntraParts {
  readonly all: EntraIdentity;
  readonly apps: NameIndex<EntraApp>;
  private readonly registrars: NameIndex<EntraApp>;
  private readonly asking: NameIndex<EntraApp>;

  constructor(all: EntraIdentity) {
    this.all = all;
    this.apps = new NameIndex(all.apps, appNames);
    this.registrars = new NameIndex(all.apps, ({ redirectUris }) => [...mentionsOf(redirectUris)]);
    this.asking = new NameIndex(all.apps, ({ requiredAccess, servicePrincipal }) => [
      ...mentionsOf(requiredAccess, servicePrincipal?.grants),
    ]);
  }

  of(mentions: Mentions, connections: readonly Connection[]): EntraIdentity {
    const reached = [...this.apps.find(mentions), ...this.registrars.find(redirectNames(connections))];
    const names = reached.flatMap(appNames);
    // Other clients of the API belong to the deployment as well: they may be admitted too.
    const principals = reached.flatMap(({ servicePrincipal }) =>
      servicePrincipal ? [servicePrincipal.address, textOf(servicePrincipal.objectId)] : [],
    );
    const asking = this.asking.find([...names, ...principals]).flatMap(appNames);
    const preAuthorized = mentionsOf(reached.map((app) => app.preAuthorized));
    return { provider: "entra", apps: this.apps.find([...names, ...asking, ...preAuthorized]) };
  }
}

function clientNames({ address, clientId }: OktaApp): readonly (string | undefined)[] {
  return [address, textOf(clientId)];
}

function appNames({ address, clientId, identifierUris }: EntraApp): readonly (string | undefined)[] {
  return [address, textOf(clientId), ...texts(identifierUris)];
}

function texts({ items }: Values): readonly (string | undefined)[] {
  return items.map(textOf);
}

/** How redirect URIs name some connections: by reference, or by the URL where it is known. */
function redirectNames(connections: readonly Connection[]): readonly (string | undefined)[] {
  return connections.flatMap(({ address, redirectUrl }) => [address, textOf(redirectUrl)]);
}
