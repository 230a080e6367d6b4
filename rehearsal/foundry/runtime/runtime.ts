import type { Router } from "express";
import type { ResourceManagerState } from "../../azure/state";
import type { Clock } from "../../clock";
import type { Journal } from "../../journal";
import type { Outgoing } from "../../outgoing";
import type { Service } from "../../service";
import type { SwitchSettings } from "../../switches";
import type { Agents } from "../agents";
import { ScriptedModel } from "../model/scripted-model";
import type { ProjectDoor } from "../project-door";
import { AgentRuns } from "./agent-runs";
import { consentHost, ConsentLinks } from "./consent-links";
import { createConsentService } from "./consent-service";
import { foundryLog } from "./log";
import { responseRoutes } from "./response-routes";
import { ServerAccess } from "./server-access";
import { TokenEndpoint } from "./token-endpoint";
import { TokenStore } from "./token-store";

/** What agents run on. */
export interface RuntimeOptions {
  readonly resourceManager: Pick<ResourceManagerState, "connection">;
  readonly agents: Agents;
  readonly door: ProjectDoor;
  readonly switches: SwitchSettings;
  readonly outgoing: Pick<Outgoing, "fetch">;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** Puts together what happens when somebody asks an agent: the Responses API and the consent service share links and tokens. */
export function createRuntime(options: RuntimeOptions): { readonly routes: Router; readonly consentService: Service } {
  const { resourceManager, agents, door, switches, outgoing, journal, clock } = options;
  const endpoint = new TokenEndpoint({ outgoing, clock, switches });
  const tokens = new TokenStore({ clock, endpoint, switches });
  const links = new ConsentLinks(clock);
  const access = new ServerAccess({ resourceManager, links, tokens, outgoing, switches });
  const runs = new AgentRuns({ access, model: new ScriptedModel(journal), outgoing, switches });
  const log = foundryLog(journal, consentHost);
  return {
    routes: responseRoutes({ door, agents, runs, clock, journal }),
    consentService: createConsentService({ links, tokens, endpoint, resourceManager, switches, log }),
  };
}
