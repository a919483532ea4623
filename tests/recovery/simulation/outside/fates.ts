import type { Command } from "@perennial/contract";
import { Chance } from "../machine/chance.ts";

/** What becomes of one command at its next attempt. */
export type Fate =
  | "accept"
  /** Takes it, and says that nobody knows. */
  | "lose-answer"
  /** Takes it a while later, and says that nobody knows. */
  | "take-late"
  /** Breaks off before taking it, and says that nobody knows. */
  | "lose-request"
  /** Takes it and breaks off for the whole batch. */
  | "break-off"
  /** Takes it and answers for others only. */
  | "forget"
  /** Does not take it and answers for others only. */
  | "overlook"
  /** Never answers, without or after taking it. */
  | "silence"
  | "silence-after"
  /** Certainly not taken: come back later. */
  | "busy"
  | "rate-limit"
  | "signed-out"
  | "refuse";

const TAKEN: ReadonlySet<Fate> = new Set<Fate>([
  "accept",
  "lose-answer",
  "break-off",
  "forget",
  "silence-after",
]);

const FAULTS: readonly Fate[] = [
  ...(["lose-answer", "lose-answer", "take-late", "lose-request", "break-off", "forget"] as const),
  ...(["overlook", "silence", "silence-after", "busy", "rate-limit", "refuse"] as const),
];

/** Whether a command with this fate is taken at once. */
export function isTaken(fate: Fate): boolean {
  return TAKEN.has(fate);
}

/** Whether the answer to a command with this fate says for sure that it was not taken. */
export function isRejection(fate: Fate): boolean {
  return fate === "busy" || fate === "rate-limit" || fate === "refuse";
}

/** Decides what becomes of commands: by the seed, the command and which attempt it is, whoever makes it. */
export class Fates {
  /** How many of a hundred attempts do not go well. */
  roughness: number;
  /** Whether credentials are refused at present. */
  signedOut = false;
  readonly #seed: number;
  readonly #attempts = new Map<string, number>();
  readonly #other: Chance;

  constructor(seed: number, name: string, roughness: number) {
    this.#seed = seed;
    this.roughness = roughness;
    this.#other = new Chance(seed, `look-ups at ${name}`);
  }

  next(command: Command): Fate {
    if (this.signedOut) return "signed-out";
    // Ids carry numbers of the database, which another run of the same seed does not have.
    const { kind, customerId } = command;
    const name = `${kind} ${customerId} ${command.id.replace(/^t\d+-e\d+/, "")}`;
    const attempt = (this.#attempts.get(name) ?? 0) + 1;
    this.#attempts.set(name, attempt);
    const chance = new Chance(this.#seed, `${name} ${attempt}`);
    if (!chance.of(this.roughness / 100)) return "accept";
    const fate = chance.pick(FAULTS);
    // What stays a "no" for ever ends a message; once is enough to see what follows from it.
    return fate === "refuse" && attempt > 2 ? "busy" : fate;
  }

  /** How late what is taken late is taken, in milliseconds. */
  lateness(latest: number): number {
    return this.#other.between(1_000, latest);
  }

  lookUpFails(): boolean {
    return this.#other.of(this.roughness / 200);
  }
}
