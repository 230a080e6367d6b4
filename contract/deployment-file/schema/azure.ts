/** Where the resources stand, and the Foundry project. */
import { z } from "zod";

import { armIdForm } from "../arm-ids";
import { maxModelDeploymentNameLength, modelHashLength } from "../../azure-limits";
import { deployers, users } from "./access";
import { formed, guid, oneOf, prose, section, whole } from "./values";

const maxTags = 50;

/** Azure's limit is 512 characters; that of a storage account, which every deployment has, is 128. */
const maxTagNameLength = 128;

const tagName = formed(
  /^[^\n\t<>%&\\?/]{1,128}$/,
  `the name of a tag: at most ${maxTagNameLength} characters, none of them < > % & \\ ? /`,
);

const tagValue = z
  .string({ error: "a text" })
  .max(256, { error: "a text of at most 256 characters" })
  .regex(/^[^\n\t]*$/, { error: "a text on one line" });

const tags = z
  .record(tagName, tagValue, { error: "a map of tags: <name>: <text>" })
  .refine((value) => Object.keys(value).length <= maxTags, { error: `at most ${maxTags} tags` })
  .default({})
  .describe(
    "Tags of every Azure resource that carries tags. Default: none. https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources",
  );

/** Where in Azure. */
export const azure = section({
  tenantId: guid().describe("Id of the Entra tenant that you sign in to: az account show --query tenantId."),
  subscriptionId: guid().describe("Id of the Azure subscription: az account show --query id."),
  location: formed(/^[a-z][a-z0-9]*$/, "the name of an Azure region, such as swedencentral").describe(
    "Azure region of what is created, such as swedencentral; Flex Consumption and the model must be offered there: az functionapp list-flexconsumption-locations.",
  ),
  tags,
  resourceGroup: formed(
    /^(?!.*\.$)[\p{L}\p{N}._()-]{1,90}$/u,
    "the name of a resource group: letters, digits and . _ ( ) -, at most 90 characters, no dot at the end",
  )
    .optional()
    .describe("Name of an existing resource group to use. Default: a new one is created."),
  logAnalyticsWorkspace: z
    .string({ error: armIdForm("logAnalyticsWorkspace") })
    .optional()
    .describe(
      "ARM id of an existing Log Analytics workspace of the same subscription to use. Default: a new one is created.",
    ),
});

const modelName = formed(
  /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
  "the name of a model, such as gpt-5-mini: letters, digits and . _ -",
).max(maxModelDeploymentNameLength - modelHashLength - 1, { error: "the name of a model of at most 59 characters" });

const createdModel = section({
  name: modelName.describe(
    "Name of the model, such as gpt-5-mini. https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/models-sold-directly-by-azure",
  ),
  version: formed(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'the version of a model, such as "2025-08-07"').describe(
    'Version of the model, such as "2025-08-07", in quotes.',
  ),
  sku: oneOf([
    "GlobalStandard",
    "DataZoneStandard",
    "Standard",
    "GlobalProvisionedManaged",
    "DataZoneProvisionedManaged",
    "ProvisionedManaged",
  ]).describe(
    "Where the model computes and how it is paid. https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/deployment-types",
  ),
  capacity: whole(1, 1_000_000).describe(
    "Capacity: thousands of tokens per minute for the Standard kinds, provisioned throughput units for the others.",
  ),
});

const referencedModel = section({
  deployment: formed(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{1,63}$/,
    "the name of a model deployment: 2 to 64 letters, digits and . _ -",
  ).describe("Name of an existing model deployment of the account that foundry.account or foundry.project names."),
});

const project = z
  .union(
    [
      formed(/^[A-Za-z0-9][A-Za-z0-9_.-]{1,63}$/, "the name of a Foundry project: 2 to 64 letters, digits and . _ -"),
      section({ id: z.string({ error: armIdForm("foundryProject") }).describe("ARM id of an existing project.") }),
    ],
    { error: "the name of a project to create, or { id: <ARM id of an existing one> }" },
  )
  .describe(
    "Name of a project to create, or { id: … } of an existing project of the same subscription, whose account is then used.",
  );

const agent = section({
  instructions: prose("the agent's instructions").describe(
    "Instructions of every agent of this deployment, in Markdown or plain text: when to use the tools, what to answer.",
  ),
});

/** The Foundry project, its model and its agents. */
export const foundry = section({
  project,
  account: z
    .string({ error: armIdForm("foundryAccount") })
    .optional()
    .describe(
      "ARM id of an existing Foundry account of the same subscription to use. Default: a new one is created, or the account of the project that foundry.project.id names.",
    ),
  model: z
    .union([createdModel, referencedModel], {
      error: "{ name, version, sku, capacity } of a model to deploy, or { deployment: <name of an existing one> }",
    })
    .describe("Model that the agents use: deployed here, or { deployment: … } of an existing account."),
  agent: agent.describe("What every agent of this deployment is told."),
  users,
  deployers,
});
