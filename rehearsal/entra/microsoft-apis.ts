/** Microsoft's own APIs that a deployer, or a person with Azure's command line, asks for tokens: what a token lets its holder do. */
const delegatedScopes: ReadonlyMap<string, string> = new Map([
  ["https://management.azure.com", "user_impersonation"],
  ["https://ai.azure.com", "user_impersonation"],
  ["https://graph.microsoft.com", "Directory.AccessAsUser.All"],
]);

/** Whether a text names one of these APIs. */
export function isMicrosoftApi(audience: string): boolean {
  return delegatedScopes.has(audience);
}

/** The scope with which a person's token for one of these APIs lets the holder do whatever the person may. */
export function delegatedScope(audience: string): string | undefined {
  return delegatedScopes.get(audience);
}
