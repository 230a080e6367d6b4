/** The cloud's time inside a process: `Date` is ahead by an offset, timers and `performance` run as ever. */

const MachineDate = Date;
let offset = 0;

/** Makes `Date` show the cloud's time. */
export function installClock(milliseconds: number): void {
  setClockOffset(milliseconds);
  const now = (): number => MachineDate.now() + offset;
  globalThis.Date = new Proxy(MachineDate, {
    apply: () => new MachineDate(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    get: (target, property, receiver) =>
      property === "now" ? now : (Reflect.get(target, property, receiver) as unknown),
  });
}

/** Lets the cloud's time be so far ahead of the machine's. */
export function setClockOffset(milliseconds: number): void {
  offset = milliseconds;
}
