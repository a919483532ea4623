import type {
  Agreement,
  Consent,
  Customer,
  Instant,
  Invitation,
  Purchase,
  Signal,
} from "@perennial/contract";
import {
  ContactPolicy,
  compileProgram,
  deriveAgreementSignals,
  deriveInvitationSignals,
  type LedgerEntry,
  type NamedTemplate,
  type Program,
  parseProgram,
  type RulePack,
  type SettingValues,
} from "@perennial/lifecycle";
import { readLibraryProgram } from "../library.ts";
import { LibraryError } from "../library-error.ts";
import { readRulePack } from "../rule-pack-library.ts";
import { StoryDoor } from "./story-door.ts";
import { StoryPost } from "./story-post.ts";
import { StoryRun } from "./story-run.ts";
import { newConsent, newPurchase, type StoryPerson, StoryWorld } from "./story-world.ts";

/** How a story begins. */
export interface StoryOptions extends StoryPerson {
  /** The moment at which it begins, which is day 0. */
  readonly at: Instant;
  /** What the tenant has chosen instead of the program's defaults. */
  readonly settings?: SettingValues;
  /** What differs from the Swedish rules and the usual caps. */
  readonly policy?: Partial<ContactPolicy>;
  /** What the customer has been sent before. */
  readonly ledger?: readonly LedgerEntry[];
  /** @default false, whatever the lot says */
  readonly holdout?: boolean;
}

/** A signal as a story tells it: who it is about, when and by which id are clear from the story. */
export type Told = Signal extends infer S
  ? S extends Signal
    ? Omit<S, "id" | "at" | "customerId"> & {
        /** @default now */
        readonly at?: Instant;
      }
    : never
  : never;

/** A program with its texts and the rules it goes by, read once for all stories of it. */
interface ReadProgram {
  readonly program: Program;
  readonly templates: readonly NamedTemplate[];
  readonly rulePack: RulePack;
}
const known = new Map<string, Promise<ReadProgram>>();

function readOnce(id: string): Promise<ReadProgram> {
  const reading = known.get(id) ?? readProgram(id);
  known.set(id, reading);
  return reading;
}

async function readProgram(id: string): Promise<ReadProgram> {
  const { program, templates, problems } = parseProgram(await readLibraryProgram(id));
  if (!program) {
    throw new LibraryError(`The program "${id}" has errors: ${problems[0]?.message.en}`);
  }
  const rulePack = await readRulePack(program.rulePack ?? "se-electricity");
  return { program, templates, rulePack };
}

/**
 * One customer's way through a program of the library in virtual time, with its texts written and its messages
 * judged by the contact policy: for tests. Every line says on which day what happened.
 * @example
 * const anna = await ProgramStory.of("welcome", { at: "2026-03-02T09:00:00.000Z" });
 * anna.tell({ type: "customer.phase-changed", to: "welcome" });
 * anna.wait("P14D");
 * anna.lines; // ["day 0 email hello", "day 3 email how-it-works", …]
 */
export class ProgramStory extends StoryRun {
  #signals = 0;

  /**
   * A customer who is not in the program yet.
   * @throws LibraryError when the library has no such program, or it has errors.
   */
  static async of(id: string, options: StoryOptions): Promise<ProgramStory> {
    const { program, templates, rulePack } = await readOnce(id);
    const policy = ContactPolicy.parse({ rulePack, ...options.policy });
    const { at, settings, ledger = [], holdout: heldOut = false } = options;
    const compiled = compileProgram({ program, version: 1, ...(settings && { settings }) });
    const world = new StoryWorld(options, policy);
    const post = new StoryPost({ program: compiled, templates, policy, world, ledger });
    const door = new StoryDoor({ program: compiled, world, zone: policy.timeZone, heldOut });
    const { timeZone: zone } = policy;
    const { stopWords } = rulePack;
    return new ProgramStory(at, { program: compiled, zone, stopWords, world, post, door });
  }

  /** Something is told of the customer, now; of a report also the step whose message it is about. */
  tell(told: Told, step?: string): void {
    const stamp = { id: `s${++this.#signals}`, at: this.now, customerId: this.world.customer.id };
    this.hear({ ...stamp, ...told } as Signal, step);
  }

  /** The customer buys something, now. */
  buys(purchase: Partial<Purchase> = {}): void {
    const id = `p${this.world.purchases.length}`;
    this.tell({ type: "purchase.made", purchase: newPurchase({ id, at: this.now, ...purchase }) });
  }

  /** The customer gives or withdraws a consent, now. */
  consents(consent: Partial<Consent>): void {
    const told = newConsent({ at: this.now, ...consent });
    this.tell({ type: "consent.changed", at: told.at, consent: told });
  }

  /** The customer answers a message. */
  replies(text: string, channel: "sms" | "email" = "email"): void {
    const { mobile = "", email = "" } = this.world.customer;
    const from = channel === "sms" ? mobile : email;
    this.tell({ type: "message.replied", channel, from, text });
  }

  /** The system of record changes the customer. */
  changes(change: Partial<Customer>): void {
    const customer = { ...this.world.customer, ...change, updatedAt: this.now };
    this.tell({ type: "customer.changed", customer });
  }

  /** The system of record makes or changes an agreement; what that means is told as the runtime tells it. */
  agrees(change: Partial<Agreement>): void {
    const { before, after } = this.world.put(change, this.now);
    for (const signal of deriveAgreementSignals(before, after)) this.hear(signal);
  }

  /** The customer is invited to an event, or the invitation changes; what that means is told as the runtime tells it. */
  invited(change: Partial<Invitation>): void {
    const { before, after } = this.world.invite(change, this.now);
    this.tell({ type: "invitation.changed", invitation: after });
    for (const signal of deriveInvitationSignals(before, after)) this.hear(signal);
  }
}
