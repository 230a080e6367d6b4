import { createHash } from "node:crypto";

/** The weather that is expected somewhere. */
export interface Forecast {
  readonly city: string;
  readonly condition: string;
  readonly temperatureCelsius: number;
}

const conditions = ["sunny", "cloudy", "rainy", "windy", "foggy", "snowy"] as const;

/** Sample data: made from the name, so that a city has the same weather whenever somebody asks. */
export function forecastFor(city: string): Forecast {
  const [first = 0, second = 0] = createHash("sha256").update(city.toLowerCase()).digest();
  return {
    city,
    condition: conditions[first % conditions.length] ?? conditions[0],
    temperatureCelsius: (second % 40) - 10,
  };
}
