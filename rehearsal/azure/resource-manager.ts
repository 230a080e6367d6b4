import express, { type ErrorRequestHandler, type Express, type Response } from "express";
import type { Caller, VerifyBearer } from "../bearer";
import type { Directory } from "../directory";
import { DeletedAccounts } from "../foundry/account";
import { foundryTypes } from "../foundry/arm-types";
import { CredentialVault } from "../foundry/connection";
import { requestConflict } from "../foundry/errors";
import { send } from "../routes";
import type { Seed } from "../seed";
import type { Service } from "../service";
import type { SwitchSettings } from "../switches";
import { RoleAssignments } from "./access/role-assignments";
import { dispatch, type ArmParts } from "./dispatch";
import { ArmError, internalServerError, invalidRequestContent, subscriptionNotFound } from "./errors";
import { pageOf } from "./paging";
import { Registrations } from "./registrations";
import { authenticate, readRequest } from "./requests";
import { ResourceGroups } from "./resource-groups";
import type { World } from "./resource-type";
import { Resources } from "./resources";
import { plantSeed } from "./seed-resources";
import { resourceManagerState, type ResourceManagerState } from "./state";
import { ResourceStore } from "./store";
import { Subscriptions } from "./subscriptions";
import { TypeRegistry } from "./type-registry";
import { userAssignedIdentity } from "./types/managed-identity";
import { monitorTypes } from "./types/monitor";
import { storageTypes } from "./types/storage";
import { webTypes } from "./types/web";
import { WritesUnderWay } from "./writes-under-way";

/** @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged#owner */
const ownerRole = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** What Resource Manager is made of and with. */
export interface ResourceManagerOptions {
  readonly seed: Seed;
  readonly verifyBearer: VerifyBearer;
  /** Asked about principals; managed identities are added to it. */
  readonly directory: Directory;
  readonly switches: SwitchSettings;
  /** Object id of the service principal that is Owner of every subscription. */
  readonly deployerObjectId: string;
}

/** Azure Resource Manager under `management.azure.com`. */
export interface ResourceManager {
  readonly service: Service;
  /** What later parts of the local cloud learn their configuration from. */
  readonly state: ResourceManagerState;
  /** For the data planes of the same cloud. */
  readonly world: World;
  /** For the data planes of the same cloud: who may use them. */
  readonly assignments: RoleAssignments;
}

/**
 * Creates a Resource Manager that holds the seeded resources and nothing else.
 * @throws ArmError when a seeded resource is one that Resource Manager would refuse
 * @see https://learn.microsoft.com/rest/api/resources
 */
export function createResourceManager(options: ResourceManagerOptions): ResourceManager {
  const { seed, directory, switches, verifyBearer, deployerObjectId } = options;
  const subscriptions = new Subscriptions(seed);
  const store = new ResourceStore();
  const world: World = {
    store,
    tenantOf(subscription) {
      const tenantId = subscriptions.tenantOf(subscription);
      if (tenantId === undefined) throw subscriptionNotFound(subscription);
      return tenantId;
    },
  };
  const deletedAccounts = new DeletedAccounts();
  const vault = new CredentialVault();
  const allTypes = [
    userAssignedIdentity(directory),
    ...storageTypes,
    ...monitorTypes,
    ...webTypes(switches),
    ...foundryTypes(deletedAccounts, vault, switches),
  ];
  const types = new TypeRegistry(allTypes);
  const registrations = new Registrations(allTypes);
  const assignments = new RoleAssignments(directory);
  const resources = new Resources({ world, types, registrations, assignments, directory });
  const groups = new ResourceGroups(store, resources);
  for (const { tenantId, subscriptionIds, principals, roles = [] } of seed.tenants) {
    // Those that the identity provider has as well are described better there.
    for (const { id, type } of principals) {
      if (directory.find(tenantId, id) === undefined) directory.add(tenantId, { id, type, displayName: id });
    }
    for (const id of subscriptionIds) {
      for (const { principalId, roleId } of [{ principalId: deployerObjectId, roleId: ownerRole }, ...roles]) {
        assignments.addSeeded(tenantId, `/subscriptions/${id}`, principalId, roleId);
      }
    }
  }
  plantSeed(seed, { groups, resources, registrations });

  const parts: ArmParts = { subscriptions, types, registrations, assignments, groups, resources, deletedAccounts };
  return {
    service: { hosts: ["management.azure.com"], handle: createApp(parts, verifyBearer) },
    state: resourceManagerState(world, vault, assignments),
    world,
    assignments,
  };
}

interface Locals {
  caller: Caller;
  /** Ends the write that this request is, before its answer: whoever has the answer may write again. */
  endWrite: (() => void) | undefined;
}

function createApp(parts: ArmParts, verifyBearer: VerifyBearer): Express {
  const writes = new WritesUnderWay(parts.types);
  const app = express();
  app.disable("x-powered-by").disable("etag");
  app.use((request, response: Response<unknown, Locals>, next) => {
    const caller = authenticate(request.headers.authorization, verifyBearer);
    response.locals.caller = caller;
    // Before the body is read: a write is under way from its first byte to the end of its answer.
    const write = writes.begin(request.method, readRequest(request, caller).path);
    if (write !== undefined && "busy" in write) throw requestConflict(write.busy);
    response.locals.endWrite = write?.end;
    // Also when the client goes away in the middle of its request.
    if (write !== undefined) response.once("close", write.end);
    next();
  });
  app.use(express.json({ limit: "10mb", strict: false }));
  app.use((request, response: Response<unknown, Locals>) => {
    const reply = pageOf(dispatch(parts, readRequest(request, response.locals.caller)), request.originalUrl);
    response.locals.endWrite?.();
    send(response, reply);
  });
  app.use(answerError);
  return app;
}

const answerError: ErrorRequestHandler = (
  error: unknown,
  _request,
  response: Response<unknown, Partial<Locals>>,
  next,
) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  response.locals.endWrite?.();
  const { status, body, headers } = asArmError(error);
  send(response, { status, body, headers });
};

function asArmError(error: unknown): ArmError {
  if (error instanceof ArmError) return error;
  // What the JSON parser throws quotes the body, which may hold credentials.
  return isClientError(error) ? invalidRequestContent("The body is no JSON.") : internalServerError();
}

function isClientError(error: unknown): boolean {
  const status: unknown = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  return typeof status === "number" && status >= 400 && status < 500;
}
