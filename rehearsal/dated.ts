import type { Clock } from "./clock";
import type { Service } from "./service";

/**
 * A service whose answers are dated by its own clock (RFC 9110, section 6.6.1), so that whoever compares sees a clock that is
 * wrong. A `Date` that the service sets itself stays.
 */
export function dated(service: Service, clock: Clock): Service {
  return {
    ...service,
    handle: (request, response) => {
      response.setHeader("date", new Date(clock.now()).toUTCString());
      service.handle(request, response);
    },
  };
}
