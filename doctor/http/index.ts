/** HTTP for readers of live systems. */
export { createHttpClient } from "./client";
export { HttpFailed } from "./errors";
export type { HttpAnswer, HttpClient, HttpClientOptions, HttpRequest } from "./http";
export { jsonOf } from "./json";
export { pages, type Pages } from "./pages";
