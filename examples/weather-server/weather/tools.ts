/** What the two tools do and are called, whichever way they are hosted. */
import { z } from "zod";
import type { Person } from "../protected-resource";
import { publishAlert } from "./alert";
import { forecastFor } from "./forecast";

/** What a tool answers: a sentence for people and models, and the same as data. */
export interface ToolAnswer {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The tools' names. */
export const toolNames = ["get_forecast", "publish_alert"] as const;

/** Name of a tool. */
export type ToolName = (typeof toolNames)[number];

/** What a model reads about a tool. */
export const toolDescriptions: Readonly<Record<ToolName, string>> = {
  get_forecast: "Tells the weather forecast for a city.",
  publish_alert: "Publishes a weather alert for a city.",
};

/** The tools' arguments, each with what a model reads about it and the longest text that is taken. */
export const toolArguments = {
  city: z.string().trim().min(1).max(100).describe("Name of the city"),
  message: z.string().trim().min(1).max(500).describe("What people in the city should know"),
} as const;

/** Answers `get_forecast`, saying in whose name. */
export function answerForecast({ city }: { readonly city: string }, person: Person): ToolAnswer {
  const forecast = forecastFor(city);
  return {
    text: `${city}: ${forecast.condition}, ${forecast.temperatureCelsius} °C. Asked by ${person.name}.`,
    data: { ...forecast, calledAs: person },
  };
}

/** Answers `publish_alert`, saying in whose name. */
export function answerAlert(
  { city, message }: { readonly city: string; readonly message: string },
  person: Person,
): ToolAnswer {
  return {
    text: `An alert for ${city} is published by ${person.name}: ${message}`,
    data: { ...publishAlert(city, message), calledAs: person },
  };
}
