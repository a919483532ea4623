import type { Duration, Instant, Signal } from "@perennial/contract";
import {
  addDuration,
  advance,
  type CompiledProgram,
  daysBetween,
  type Effect,
  type Enrolment,
  followedRecord,
  instantAt,
  localDateOf,
  type Rendered,
  type Stimulus,
  signalFacts,
} from "@perennial/lifecycle";
import type { Round, StoryDoor } from "./story-door.ts";
import type { Contact, StoryPost } from "./story-post.ts";
import type { About, StoryWorld } from "./story-world.ts";

/** What a story is told with. */
export interface StoryParts {
  readonly program: CompiledProgram;
  readonly zone: string;
  readonly stopWords: readonly string[];
  readonly world: StoryWorld;
  readonly post: StoryPost;
  readonly door: StoryDoor;
}

/** An effect that waits, with the enrolment that asked for it. */
interface Pending {
  readonly effect: Effect;
  readonly of: Enrolment;
  readonly createdAt: Instant;
  dueAt: Instant;
}

type Text = Extract<Rendered, { ok: true }>;

/** The engine of a story: one enrolment at a time, a virtual clock, and everything done the moment it is due. */
export class StoryRun {
  /** What happened: `day 3 email tip`, `day 5 skipped offer (no-consent)`, `day 9 ended: completed`. */
  readonly lines: string[] = [];
  /** The last text of each step that has sent one, or given one to staff. */
  readonly texts = new Map<string, Text>();
  /** When each message left. */
  readonly sent: { readonly step: string; readonly at: Instant }[] = [];
  readonly world: StoryWorld;
  now: Instant;
  readonly #begin: Instant;
  readonly #parts: StoryParts;
  #enrolment: Enrolment;
  #pending: Pending[] = [];

  constructor(begin: Instant, parts: StoryParts) {
    this.#begin = begin;
    this.now = begin;
    this.#parts = parts;
    this.world = parts.world;
    this.#enrolment = parts.door.outside();
  }

  /** Where the enrolment stands; neither before it has entered nor after it has ended. */
  get stage(): string | undefined {
    return this.#enrolment.stage;
  }

  get step(): string | undefined {
    return this.#enrolment.step;
  }

  /** Why the latest enrolment has ended. */
  get ended(): string | undefined {
    return this.#enrolment.ended?.reason;
  }

  /** What the program has noted. */
  get noted(): Enrolment["variables"] {
    return this.#enrolment.variables;
  }

  /** Whether anything is still to come by itself: a wait that ends, or a message that waits to leave. */
  get isUnderWay(): boolean {
    return this.#enrolment.timerAt !== undefined || this.#pending.length > 0;
  }

  /** How many days the story has gone on. */
  get day(): number {
    return daysBetween(
      localDateOf(this.#begin, this.#parts.zone),
      localDateOf(this.now, this.#parts.zone),
    );
  }

  /** Lets time pass until a moment, or until noon of a date. */
  until(moment: string): void {
    const end = moment.length > 10 ? moment : instantAt(moment, "12:00", this.#parts.zone);
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      if (next > this.now) this.now = next;
      if (this.step === undefined) this.#enter(this.#parts.door.byDate(this.now));
      this.#run();
    }
    this.now = end;
  }

  /** Lets a time pass. */
  wait(duration: Duration): void {
    this.until(addDuration(this.now, duration, this.#parts.zone));
  }

  /** Lets a signal take effect: on the records first, then on the enrolment or the door. */
  protected hear(signal: Signal, step?: string): void {
    this.world.learn(signal);
    const { stopWords, door, program } = this.#parts;
    const view = { enrolment: this.#enrolment, stopWords, ...(step !== undefined && { step }) };
    const seen = signalFacts(signal, view);
    const about = aboutOf(signal);
    const follows = followedRecord(program.program.subject, this.#enrolment);
    if (this.step === undefined) this.#enter(door.bySignal(seen, about, this.now));
    else if (isFor(about, follows)) this.#take({ kind: "signal", signal: seen });
    this.#run();
  }

  #enter(round: Round | undefined): void {
    if (!round) return;
    this.#enrolment = round.enrolment;
    this.#take(round.entry);
  }

  /** The next moment at which something may happen, up to an end. */
  #next(end: Instant): Instant | undefined {
    const moments = this.#pending.map(({ dueAt }) => dueAt);
    const { timerAt, step } = this.#enrolment;
    if (timerAt !== undefined) moments.push(timerAt);
    const review = step === undefined ? this.#parts.door.nextReview(this.now) : undefined;
    if (review !== undefined) moments.push(review);
    const next = moments.sort()[0];
    return next !== undefined && next <= end ? next : undefined;
  }

  /** Does everything that is due now, what matters most first. */
  #run(): void {
    for (;;) {
      const { timerAt } = this.#enrolment;
      const due = this.#pending
        .filter(({ dueAt }) => dueAt <= this.now)
        .sort((a, b) => priorityOf(b.effect) - priorityOf(a.effect))[0];
      if (due) this.#perform(due);
      else if (timerAt !== undefined && timerAt <= this.now) this.#take({ kind: "timer" });
      else return;
    }
  }

  #perform(pending: Pending): void {
    const { effect, createdAt, of } = pending;
    const isNow = of.id === this.#enrolment.id;
    const enrolment = isNow ? this.#enrolment : of;
    if (effect.kind !== "message" && effect.kind !== "call") {
      this.#drop(pending);
      this.#do(effect, enrolment);
      return;
    }
    const decided = this.#parts.post.decide(effect, enrolment, { now: this.now, createdAt });
    if (decided.do === "hold") {
      pending.dueAt = decided.until;
      return;
    }
    this.#drop(pending);
    if (decided.do === "send") this.#send(effect, decided.text);
    else this.#write(`skipped ${effect.step} (${decided.reason})`);
    if (!isNow) return;
    const outcome = decided.do === "send" ? "sent" : "not-sent";
    const reason = decided.do === "skip" && { reason: decided.reason };
    this.#take({ kind: "settled", seq: effect.seq, outcome, at: this.now, ...reason });
  }

  #send(effect: Contact, text: Text): void {
    this.texts.set(effect.step, text);
    this.sent.push({ step: effect.step, at: this.now });
    this.#write(`${effect.kind === "call" ? "call" : effect.channel} ${effect.step}`);
  }

  /** Does what reaches no customer. */
  #do(effect: Exclude<Effect, Contact>, enrolment: Enrolment): void {
    if (effect.kind === "task") {
      const facts = this.world.factsAt(this.now, enrolment);
      const text = this.#parts.post.write(effect.template, "task", facts);
      if (text.ok) this.texts.set(effect.step, text);
      this.#write(text.ok ? `task ${effect.step}` : `skipped ${effect.step} (${text.message})`);
    } else if (effect.kind === "update") {
      this.world.update(effect);
      const values = Object.entries(effect.values).map(([name, value]) => `${name}=${value}`);
      this.#write(`set ${values.join(" ")}`);
    } else if (effect.kind === "start-program") this.#write(`program ${effect.program}`);
    else this.#write(effect.kind === "webhook" ? `webhook ${effect.type}` : "call withdrawn");
  }

  #drop(pending: Pending): void {
    this.#pending = this.#pending.filter((each) => each !== pending);
  }

  #take(stimulus: Stimulus): void {
    const facts = this.world.factsAt(this.now, this.#enrolment);
    const result = advance(this.#parts.program, this.#enrolment, stimulus, facts);
    this.#enrolment = result.enrolment;
    // What has not left is taken back, except what is to be kept.
    if (result.withdraw !== undefined) {
      this.#pending = this.#pending.filter(({ effect }) => !isContact(effect) || effect.keep);
    }
    for (const effect of result.effects) {
      const of = result.enrolment;
      this.#pending.push({ effect, of, createdAt: this.now, dueAt: this.now });
    }
    for (const { kind, reason } of result.decisions) {
      if (kind === "goal-met") this.#write("goal met");
      if (kind === "ended") this.#write(`ended: ${reason}`);
    }
  }

  #write(what: string): void {
    this.lines.push(`day ${this.day} ${what}`);
  }
}

function isContact(effect: Effect): effect is Contact {
  return effect.kind === "message" || effect.kind === "call";
}

function priorityOf(effect: Effect): number {
  return isContact(effect) ? effect.priority : 1_000;
}

/** What a signal is about beside the customer; an order for a renewal is about the agreement it continues. */
function aboutOf(signal: Signal): About {
  const renewed = "renewalOf" in signal ? signal.renewalOf : undefined;
  const agreementId = renewed ?? ("agreementId" in signal ? signal.agreementId : undefined);
  const told = signal.type === "invitation.changed" ? signal.invitation.id : undefined;
  const invitationId = told ?? ("invitationId" in signal ? signal.invitationId : undefined);
  return {
    ...(agreementId !== undefined && { agreementId }),
    ...(invitationId !== undefined && { invitationId }),
  };
}

/** A signal about another record of the kind that the enrolment follows is not for it. */
function isFor(about: About, of: About): boolean {
  const differs = (name: keyof About) =>
    about[name] !== undefined && of[name] !== undefined && about[name] !== of[name];
  return !differs("agreementId") && !differs("invitationId");
}
