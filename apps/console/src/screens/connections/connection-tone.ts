import type { ConnectionView } from "@perennial/api";
import type { Tone } from "../../parts/state-badge.tsx";

/** How a connection does, for who looks. */
export function standingOf({ state, problem, pausedBy }: ConnectionView): {
  readonly tone: Tone;
  readonly word: "active" | "paused" | "standing" | "disconnected";
} {
  if (state === "disconnected") return { tone: "bad", word: "disconnected" };
  if (pausedBy !== null) return { tone: "warn", word: "paused" };
  if (problem !== null || state !== "active") return { tone: "bad", word: "standing" };
  return { tone: "good", word: "active" };
}
