import { ConnectorError, DEFAULT_FAMILY, type Limiter } from "@perennial/contract";

/** A limiter that holds nobody back and keeps what was asked of it. */
export interface RecordingLimiter extends Limiter {
  /** The family of every request that took room, in order. */
  readonly taken: readonly string[];
  /** What vendors said of room that is used up, in order. */
  readonly drained: readonly { readonly family: string; readonly milliseconds: number }[];
}

/** Makes a limiter for tests. With `families`, one that is not among them is refused as the runtime does. */
export function recordingLimiter(families?: readonly string[]): RecordingLimiter {
  const taken: string[] = [];
  const drained: { readonly family: string; readonly milliseconds: number }[] = [];
  const check = (family: string) => {
    if (families === undefined || family === DEFAULT_FAMILY || families.includes(family)) return;
    const message = `the family "${family}" is not declared; add it to rateLimits in the manifest`;
    throw new ConnectorError({ connector: "test", kind: "unsupported", message });
  };
  return {
    taken,
    drained,
    async take(family) {
      check(family);
      taken.push(family);
    },
    drain(family, milliseconds) {
      check(family);
      drained.push({ family, milliseconds });
    },
  };
}
