/**
 * Protects an MCP server whose tools stand under OAuth scopes, with tokens of Okta or Microsoft Entra. It depends on `jose` alone and knows
 * no framework: give it the `Authorization` headers of a request, and it admits the caller or says what to answer.
 */
export { clockTolerance } from "./access-token";
export type { Person } from "./claims";
export type { RefusalAnswer } from "./challenge";
export { createProtectedResource, type Admission, type ProtectedResource } from "./protected-resource";
export { Refusal } from "./refusal";
export { isLoopback, protectedResourceSettings, readSettings, type Setting } from "./settings";
export { SettingsError } from "./settings-error";
