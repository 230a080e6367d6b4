import { DeploymentFileError, parseDeployment } from "../../../contract/deployment-file";

/** A valid deployment file, to be edited into an invalid one. */
export const oktaText = `name: weather-okta
environment: dev
identity:
  provider: okta
  organization: acme.okta.com
server:
  source: ../examples/weather-server
scopes:
  weather.read: { description: Read forecasts, tools: [get_forecast] }
  weather.alert: { description: Publish alerts, tools: [publish_alert] }
connections:
  weather-reader: { scopes: [weather.read], groups: everyone }
  weather-editor: { scopes: [weather.read, weather.alert], groups: [Forecasters] }
azure:
  tenantId: 3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b
  subscriptionId: 9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d
  location: swedencentral
  tags: { project: weather }
foundry:
  project: weather
  model: { name: gpt-5-mini, version: "2025-08-07", sku: GlobalStandard, capacity: 50 }
  agent: { instructions: Use the weather tools. }
  users: [{ group: Weather users }]
backend: { type: local }
`;

/** The same on Entra. */
export const entraText = edited(oktaText, "  provider: okta\n  organization: acme.okta.com\n", "  provider: entra\n");

/** Replaces a part of a text that must be there. */
export function edited(text: string, part: string, by: string): string {
  if (!text.includes(part)) throw new Error(`The text does not hold ${JSON.stringify(part)}.`);
  return text.replace(part, () => by);
}

/** What reading the text says, one `line:column  message` a line; "valid" where nothing is wrong. */
export function said(text: string): string {
  const lines = problemsOf(text).map(({ position: { line, column }, message }) => `${line}:${column}  ${message}`);
  return lines.length === 0 ? "valid" : lines.join("\n");
}

/** The problems of the text. */
export function problemsOf(text: string): DeploymentFileError["problems"] {
  try {
    parseDeployment(text, "deployments/test.yaml");
    return [];
  } catch (error) {
    if (error instanceof DeploymentFileError) return error.problems;
    throw error;
  }
}
