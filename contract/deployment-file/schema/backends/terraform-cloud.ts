import { z } from "zod";

import { line, listOf, section } from "../values";
import { backend, credential, required, text } from "./settings";

const token = credential("the environment variable TF_TOKEN_<host name, _ for each dot>, or by terraform login");

const name = required("Name of the workspace. Each deployment needs its own.");
const project = text("Name of the project of the workspace. Default: the organization's default project.");

/** State in HCP Terraform or Terraform Enterprise, through the older backend. */
export const remote = backend("remote", "State in HCP Terraform or Terraform Enterprise, older spelling of cloud.", {
  organization: required("Name of the organization."),
  workspaces: z
    .union([section({ name }), section({ prefix: required("Beginning of the names of the workspaces.") })], {
      error: "{ name: <workspace> } or { prefix: <beginning of names> }",
    })
    .describe("The workspace by its name, or several by the beginning of their names."),
  hostname: text("Host name of Terraform Enterprise. Default: app.terraform.io."),
  token,
});

/** State in HCP Terraform or Terraform Enterprise. */
export const cloud = backend("cloud", "State in HCP Terraform or Terraform Enterprise.", {
  organization: required("Name of the organization."),
  workspaces: z
    .union(
      [
        section({ name, project }),
        section({
          tags: listOf(line("a tag"), "tags").describe("Tags of the workspaces."),
          project,
        }),
      ],
      { error: "{ name: <workspace> } or { tags: [<tag>] }" },
    )
    .describe("The workspace by its name, or several by their tags."),
  hostname: text("Host name of Terraform Enterprise. Default: app.terraform.io."),
  token,
});
