import { type Clock, systemClock } from "@perennial/contract";
import type { ServerContext } from "../../server-context.ts";

/** What sessions run out by: the demo's clock is turned by weeks, and nobody is to be signed out for it. */
export function wallClock({ demo, clock }: Pick<ServerContext, "demo" | "clock">): Clock {
  return demo === undefined ? clock : systemClock;
}
