import { syncBuiltinESMExports } from "node:module";
import promises from "node:timers/promises";

/** Lets the pauses between a connector's own repeats (`node:timers/promises`) pass at once; gives what ends that. */
export function hastenPauses(): () => void {
  const { setTimeout: pause } = promises;
  Reflect.set(promises, "setTimeout", (_ms: number, ...rest: [unknown?, object?]) =>
    pause(0, ...rest),
  );
  syncBuiltinESMExports();
  return () => {
    Reflect.set(promises, "setTimeout", pause);
    syncBuiltinESMExports();
  };
}
