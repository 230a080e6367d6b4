import type { Contract } from "../../contract/contract";

/**
 * The one query that tells what the server's own log says, ready to be run by somebody who may read the workspace; what it prints is
 * read by `--log -`. @see https://learn.microsoft.com/cli/azure/monitor/log-analytics#az-monitor-log-analytics-query
 */
export function logQuery({ deployment, names, stackName }: Contract): string {
  const { logAnalyticsWorkspace, subscriptionId } = deployment.azure;
  const workspace =
    logAnalyticsWorkspace ??
    `/subscriptions/${subscriptionId}/resourceGroups/${names.resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/${names.logAnalyticsWorkspace}`;
  const query = [
    `AppTraces | where AppRoleName == '${names.functionApp}' and TimeGenerated > ago(1d)`,
    "where Message has_any ('refused', 'Unauthorized', 'Forbidden', 'functions found')",
    "project TimeGenerated, Message | order by TimeGenerated asc | take 1000",
  ].join(" | ");
  return [
    `workspace=$(az resource show --ids ${quoted(workspace)} --query properties.customerId --output tsv)`,
    `az monitor log-analytics query --workspace "$workspace" --analytics-query ${quoted(query)} --output json |`,
    `  npx passthrough doctor ${stackName} --log -`,
  ].join("\n");
}

/** For a shell, literally. */
function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"$`]/g, "\\$&")}"`;
}
