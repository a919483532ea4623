import type { Instant } from "@perennial/contract";
import type { Beat } from "../simulator.ts";
import { Agenda, type Appointment, agendaBeat } from "../time/agenda.ts";
import { plusSeconds } from "../time/instant.ts";
import type { Call, CallAnswer, CallEntry } from "./call.ts";
import { isOpen, nextOpen, type OfficeHours } from "./office-hours.ts";

/** How the call centre works. */
export interface CallCentreOptions {
  readonly agents: readonly string[];
  readonly hours: OfficeHours;
  /** What the person called does. */
  answer(entry: CallEntry, startedAt: Instant): CallAnswer;
  /** Told of each call when it is over. */
  finished(call: Call, endedAt: Instant): void;
}

type Event = { readonly kind: "dispatch" } | { readonly kind: "end"; readonly id: string };

/** What the call centre keeps over a restart. */
export interface CallCentreSnapshot {
  readonly calls: readonly Call[];
  readonly events: readonly Appointment<Event>[];
}

/** Agents who work a call list: the highest priority first, then the longest waiting. */
export class CallCentre {
  readonly beat: Beat;
  readonly #options: CallCentreOptions;
  readonly #calls = new Map<string, Call>();
  readonly #waiting = new Set<string>();
  readonly #busy = new Set<string>();
  readonly #events = new Agenda<Event>();

  constructor(options: CallCentreOptions) {
    this.#options = options;
    this.beat = agendaBeat(this.#events, (event, due) =>
      event.kind === "dispatch" ? this.#dispatch(due) : this.#end(event.id, due),
    );
  }

  find(id: string): Call | undefined {
    return this.#calls.get(id);
  }

  list(): readonly Call[] {
    return [...this.#calls.values()];
  }

  /** Puts an entry on the list, or in the place of the one with its id, which keeps its turn. */
  put(entry: CallEntry, now: Instant): Call {
    const earlier = this.#calls.get(entry.id);
    const putAt = earlier?.state === "waiting" ? earlier.putAt : now;
    const call: Call = { entry, putAt, state: "waiting" };
    this.#calls.set(entry.id, call);
    this.#waiting.add(entry.id);
    this.#events.add(nextOpen(callableFrom(call, now), this.#options.hours), { kind: "dispatch" });
    return call;
  }

  /** Takes an entry off the list. */
  withdraw(id: string): void {
    this.#calls.delete(id);
    this.#waiting.delete(id);
  }

  /** What it keeps; calls that were over before `since` are forgotten. */
  snapshot(since: Instant): CallCentreSnapshot {
    const calls = this.list().filter(({ endedAt }) => endedAt === undefined || endedAt >= since);
    return { calls, events: this.#events.list() };
  }

  restore({ calls, events }: CallCentreSnapshot): void {
    this.#calls.clear();
    this.#waiting.clear();
    this.#busy.clear();
    for (const call of calls) {
      this.#calls.set(call.entry.id, call);
      if (call.state === "waiting") this.#waiting.add(call.entry.id);
      if (call.state === "calling" && call.agent !== undefined) this.#busy.add(call.agent);
    }
    this.#events.load(events);
  }

  #dispatch(at: Instant): void {
    if (!isOpen(at, this.#options.hours)) {
      this.#dispatchWhenOpen(at);
      return;
    }
    for (const agent of this.#options.agents) {
      if (this.#busy.has(agent)) continue;
      const next = this.#nextWaiting(at);
      if (next === undefined) return;
      this.#start(next, agent, at);
    }
  }

  #dispatchWhenOpen(at: Instant): void {
    if (this.#waiting.size === 0) return;
    this.#events.add(nextOpen(at, this.#options.hours), { kind: "dispatch" });
  }

  #start(call: Call, agent: string, at: Instant): void {
    const { id } = call.entry;
    const answer = this.#options.answer(call.entry, at);
    this.#waiting.delete(id);
    this.#busy.add(agent);
    this.#calls.set(id, { ...call, state: "calling", agent, startedAt: at, answer });
    this.#events.add(plusSeconds(at, answer.seconds), { kind: "end", id });
  }

  #end(id: string, at: Instant): void {
    const call = this.#calls.get(id);
    if (call?.state !== "calling") return;
    const finished: Call = { ...call, state: "finished", endedAt: at };
    this.#calls.set(id, finished);
    if (call.agent !== undefined) this.#busy.delete(call.agent);
    this.#options.finished(finished, at);
    this.#dispatch(at);
  }

  // Entries put after that moment are not looked at: the clock may be ahead of what is being worked off.
  #nextWaiting(at: Instant): Call | undefined {
    let best: Call | undefined;
    for (const id of this.#waiting) {
      const call = this.#calls.get(id);
      if (call === undefined || callableFrom(call, call.putAt) > at) continue;
      if (call.entry.expiresAt !== undefined && call.entry.expiresAt <= at) this.#expire(call);
      else if (best === undefined || goesBefore(call, best)) best = call;
    }
    return best;
  }

  #expire(call: Call): void {
    this.#waiting.delete(call.entry.id);
    this.#calls.set(call.entry.id, { ...call, state: "expired" });
  }
}

/** The first moment at which a call may be made: one that was promised, not before the time that was agreed. */
function callableFrom({ entry }: Call, from: Instant): Instant {
  const notBefore = entry.agreed?.notBefore;
  return notBefore !== undefined && notBefore > from ? notBefore : from;
}

function goesBefore(one: Call, other: Call): boolean {
  if (one.entry.priority !== other.entry.priority) return one.entry.priority > other.entry.priority;
  if (one.putAt !== other.putAt) return one.putAt < other.putAt;
  return one.entry.id < other.entry.id;
}
