/** The example server as it is, and its processor time. */
import "../../examples/weather-server/server";
import { tellProcessorTime } from "./processor-time";

tellProcessorTime();
