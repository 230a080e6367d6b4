/** Registers the tools of the weather server with the MCP extension of Azure Functions. */
import { app, arg } from "@azure/functions";
import { z } from "zod";
import { answerAlert, answerForecast, toolArguments, toolDescriptions } from "../weather-server/weather/tools";
import { loadProtection, protect } from "./protected-tool";

const protection = loadProtection(process.env);
const { city, message } = toolArguments;

/** A text, described as the schema that judges it. */
const textArgument = ({ description = "" }: z.ZodString): ReturnType<typeof arg.string> =>
  arg.string().describe(description);

app.mcpTool("getForecast", {
  toolName: "get_forecast",
  description: toolDescriptions.get_forecast,
  toolProperties: { city: textArgument(city) },
  handler: protect(protection, { name: "get_forecast", input: z.object({ city }), answer: answerForecast }),
});

app.mcpTool("publishAlert", {
  toolName: "publish_alert",
  description: toolDescriptions.publish_alert,
  toolProperties: { city: textArgument(city), message: textArgument(message) },
  handler: protect(protection, { name: "publish_alert", input: z.object({ city, message }), answer: answerAlert }),
});
