import {
  type Command,
  type CommandKind,
  type Connector,
  ConnectorError,
  IDEMPOTENT,
  type Instant,
  type LookUpAnswer,
  Manifest,
  type Misunderstanding,
  type Receipt,
  type Session,
  Signal,
} from "@perennial/contract";
import { z } from "zod";
import { errandNow } from "../machine/errand.ts";
import { after, SECOND, type Story } from "../machine/story.ts";
import type { Turns } from "../machine/turns.ts";
import type { ChangeFeed } from "./change-feed.ts";
import { type Fate, type Fates, isRejection, isTaken } from "./fates.ts";

/** A command that the other side took: a line of its log, which is the truth about what was sent. */
export interface Taken {
  readonly command: Command;
  readonly at: Instant;
  /** The moments at which the round began that handed it over, and at which it was handed over. */
  readonly roundSince: number;
  readonly handedOver: number;
}

/** What a provider is made of. */
export interface ProviderOptions {
  readonly id: string;
  readonly commands: readonly CommandKind[];
  /** What it really offers, whatever its connector says. */
  readonly proof: Manifest["proof"];
  /** What its connector says of it. @default the truth */
  readonly declared?: Manifest["proof"] | undefined;
  readonly story: Story;
  readonly turns: Turns;
  readonly fates: Fates;
  readonly now: () => Instant;
  /** What it tells of when asked; nothing for one that only sends deliveries. */
  readonly feed?: ChangeFeed | undefined;
  /** Told of what it took. */
  readonly onTaken: (taken: Taken) => void;
}

/** How late the other side still takes what it was sent, in milliseconds: less than a look-up waits for. */
const LATEST = 20 * SECOND;
/** How long a request may take to leave, in milliseconds. */
const SHORTLY = 5 * SECOND;
/** How long a connector waits for an answer, in milliseconds. */
const TIME_OUT = 60 * SECOND;

/** Where a worker stands that has an answer in its hand, or one that says that something was not done. */
export const ANSWER = "answer of ";
export const REJECTION = "rejection by ";

/** A system outside, in memory, reached by a connector of its own; it outlives every worker. */
export class Provider {
  readonly connector: Connector;
  readonly taken: Taken[] = [];
  /** How often it was handed a command that it had, and that counts once. */
  repeats = 0;
  readonly #options: ProviderOptions;
  readonly #known = new Map<string, Instant>();
  #late: { readonly at: Instant; readonly taken: Taken }[] = [];

  constructor(options: ProviderOptions) {
    this.#options = options;
    const { id, commands, feed } = options;
    const proof = options.declared ?? options.proof;
    this.connector = {
      manifest: Manifest.parse({
        ...{ contractVersion: 1, id, title: { sv: id, en: id }, auth: "none", commands, proof },
        ...{ capabilities: feed ? ["inbound", "changes.read"] : ["inbound"], signals: [] },
        batchSize: 3,
        vendorApi: { version: "1", documentation: "https://provider.example/docs" },
      }),
      settings: z.object({}),
      inbound: {
        verify: ({ headers }) => {
          const deliveryId = headers["x-id"];
          return { genuine: true, ...(deliveryId !== undefined && { deliveryId }) };
        },
        toSignals: ({ body }) => understand(body),
      },
      open: async () => this.#session(),
    };
  }

  /** What it really offers as proof. */
  get trueProof(): Manifest["proof"] {
    return this.#options.proof;
  }

  /** Takes what it was to take later and by now has. */
  catchUp(): void {
    const now = this.#options.now();
    const due = this.#late.filter(({ at }) => at <= now);
    this.#late = this.#late.filter(({ at }) => at > now);
    for (const { taken } of due) this.#take(taken);
  }

  #session(): Session {
    const { proof, feed } = this.#options;
    return {
      check: async () => undefined,
      close: async () => undefined,
      perform: (commands) => this.#perform(commands),
      ...(proof.lookUp && { lookUp: (asked) => this.#lookUp(asked.map(({ command }) => command)) }),
      ...(feed && { changesSince: (cursor) => feed.since(cursor) }),
    };
  }

  async #perform(commands: readonly Command[]): Promise<readonly Receipt[]> {
    const { turns, story, fates, id, now } = this.#options;
    const errand = errandNow.getStore();
    if (!errand) throw new Error("A connector was used outside of an errand.");
    // Between the last look at its clock and the request on the wire a process stands still for moments only:
    // no code can guard against more.
    await turns.stop(errand, `request to ${id}`, { notAfter: after(now(), SHORTLY) });
    this.catchUp();
    const answers = commands.map((command) => {
      const fate = this.#fateOf(command);
      const handedOver = story.tell(
        errand.worker,
        `${id} gets ${command.id} ${command.kind} of ${command.customerId}: ${fate}`,
      );
      const taken = { command, at: now(), roundSince: errand.since, handedOver };
      if (fate === "take-late")
        this.#late.push({ at: after(now(), fates.lateness(LATEST)), taken });
      else if (isTaken(fate)) this.#take(taken);
      return { command, fate };
    });
    if (answers.some(({ fate }) => fate === "silence" || fate === "silence-after")) {
      await turns.stop(errand, `no answer of ${id}`, { notBefore: after(now(), TIME_OUT) });
      throw new Error("socket hang up");
    }
    const isRejected = answers.some(({ fate }) => isRejection(fate));
    await turns.stop(errand, `${isRejected ? REJECTION : ANSWER}${id}`);
    const broken = answers.find(({ fate }) => fate === "signed-out");
    if (broken) throw failure(id, "unauthenticated", false);
    if (answers.some(({ fate }) => fate === "break-off")) throw failure(id, "unavailable", true);
    return answers.flatMap(({ command, fate }) => receiptOf(command, fate));
  }

  /** Who remembers a command gives the answer that belongs to it, or breaks off; it never refuses it then. */
  #fateOf(command: Command): Fate {
    const fate = this.#options.fates.next(command);
    return fate === "refuse" && this.#remembers(command) ? "accept" : fate;
  }

  #remembers({ id, kind }: Command): boolean {
    const { proof, now } = this.#options;
    const first = this.#known.get(id);
    if (first === undefined) return false;
    if (IDEMPOTENT[kind]) return true;
    return proof.key !== undefined && now() < after(first, proof.key.ttlSeconds * SECOND);
  }

  #take(taken: Taken): void {
    const { command } = taken;
    if (this.#remembers(command)) {
      this.repeats += 1;
      return;
    }
    if (!this.#known.has(command.id)) this.#known.set(command.id, taken.at);
    this.taken.push(taken);
    this.#options.onTaken(taken);
  }

  async #lookUp(commands: readonly Command[]): Promise<readonly LookUpAnswer[]> {
    const { turns, story, fates, id } = this.#options;
    const errand = errandNow.getStore();
    if (!errand) throw new Error("A connector was used outside of an errand.");
    await turns.stop(errand, `look-up at ${id}`);
    this.catchUp();
    const answers = commands.map((command) => ({
      commandId: command.id,
      found: this.taken.some((each) => each.command.id === command.id),
    }));
    for (const { commandId, found } of answers) {
      story.tell(
        errand.worker,
        `${id} is asked for ${commandId}: ${found ? "has it" : "has it not"}`,
      );
    }
    await turns.stop(errand, `${ANSWER}${id}`);
    if (fates.lookUpFails()) throw failure(id, "unavailable", false);
    return answers;
  }
}

function failure(connector: string, kind: "unauthenticated" | "unavailable", maybeDone: boolean) {
  return new ConnectorError({ connector, kind, maybeDone, message: `${connector} is ${kind}` });
}

function receiptOf({ id }: Command, fate: Fate): readonly Receipt[] {
  const told = { commandId: id, message: `the provider says ${fate}` };
  switch (fate) {
    case "lose-answer":
    case "lose-request":
    case "take-late":
      return [{ ...told, outcome: "unknown", kind: "unavailable" }];
    case "busy":
      return [{ ...told, outcome: "not-done", kind: "unavailable" }];
    case "rate-limit":
      return [{ ...told, outcome: "not-done", kind: "rate-limited", retryAfter: 120 * SECOND }];
    case "refuse":
      return [{ ...told, outcome: "refused", kind: "invalid" }];
    case "forget":
    case "overlook":
      return [];
    default:
      return [{ commandId: id, outcome: "accepted", providerId: `p-${id}`, cost: 35 }];
  }
}

const Body = z.array(z.unknown());

function understand(body: string) {
  const signals: Signal[] = [];
  const problems: Misunderstanding[] = [];
  for (const [index, each] of Body.parse(JSON.parse(body)).entries()) {
    const parsed = Signal.safeParse(each);
    if (parsed.success) signals.push(parsed.data);
    else problems.push({ place: `[${index}]`, message: "no signal" });
  }
  return { signals, problems };
}
