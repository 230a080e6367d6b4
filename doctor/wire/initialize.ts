/**
 * The first message of an MCP client. It opens no session that must be ended, and calls no tool.
 * @see https://modelcontextprotocol.io/specification/2025-06-18/basic/lifecycle
 */
export const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "passthrough", version: "1" },
  },
} as const;
