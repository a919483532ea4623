import {
  type Command,
  type CommandKind,
  type Connector,
  ConnectorError,
  type ConnectorErrorKind,
  type Instant,
  type LookUpAnswer,
  Manifest,
  type RateLimit,
  type Receipt,
  type Session,
} from "@perennial/contract";
import { z } from "zod";

/** What becomes of one command at its next attempt. */
export type Fate =
  | "accept"
  /** Takes it, and the answer never comes. */
  | "lose-answer"
  /** The answer never comes, and it is taken only a while later. */
  | "take-late"
  /** Breaks off before taking it, and nobody can tell. */
  | "lose-request"
  /** Certainly not taken: come back later. */
  | "busy"
  | "refuse"
  | "rate-limit"
  /** Takes it and answers for others only. */
  | "forget"
  /** Does not take it and answers for others only. */
  | "overlook";

/** A way for a whole batch to fail before or after its commands were taken. */
export interface BatchFailure {
  readonly kind: ConnectorErrorKind;
  /** Whether the commands were taken before it broke. */
  readonly taken: boolean;
  readonly maybeDone: boolean;
  readonly retryAfter?: number;
}

/** A provider in memory: the outside world of a test, with a log of everything it took. */
export interface TestProvider {
  readonly connector: Connector;
  /** What it took, in order: the truth about what was sent. */
  readonly taken: readonly Command[];
  /** The sizes of the batches it was given. */
  readonly batches: readonly number[];
  /** Decides what becomes of a command; accepted without. */
  fate: (command: Command, attempt: number) => Fate;
  /** Decides whether a batch fails as a whole. */
  batchFailure: (commands: readonly Command[]) => BatchFailure | undefined;
  /** Whether look-ups fail. */
  lookUpBroken: boolean;
  /** Takes what it was to take late, however late. */
  catchUp(): void;
  /** Called when it has taken a batch and before it answers. */
  beforeAnswer: () => Promise<void>;
}

/** What a provider can do beside taking commands. */
export interface TestProviderOptions {
  readonly id: string;
  readonly commands: readonly CommandKind[];
  readonly proof?: Manifest["proof"];
  readonly batchSize?: number;
  /** @default all */
  readonly messageClasses?: Manifest["messageClasses"];
  /** Of commands. */
  readonly rateLimit?: Pick<RateLimit, "requests" | "perSeconds">;
  /** Its clock, for what it takes late. */
  readonly now?: () => Instant;
}

/** How late "late" is, in milliseconds. */
const LATE = 20_000;

/** Makes a provider. */
export function testProvider(options: TestProviderOptions): TestProvider {
  const taken: Command[] = [];
  const batches: number[] = [];
  const attempts = new Map<string, number>();
  const manifest = Manifest.parse({
    contractVersion: 1,
    id: options.id,
    title: { sv: options.id, en: options.id },
    auth: "none",
    capabilities: [],
    commands: options.commands,
    signals: [],
    proof: options.proof ?? {},
    vendorApi: { version: "1", documentation: "https://provider.example/docs" },
    ...(options.batchSize !== undefined && { batchSize: options.batchSize }),
    ...(options.messageClasses && { messageClasses: options.messageClasses }),
    ...(options.rateLimit !== undefined && { rateLimits: [options.rateLimit] }),
  });
  const belated: { readonly at: number; readonly command: Command }[] = [];
  const knows = (command: Command) =>
    manifest.proof.key !== undefined && taken.some((each) => each.id === command.id);
  const take = (command: Command) => {
    if (!knows(command)) taken.push(command);
  };
  const clock = () => (options.now ? Date.parse(options.now()) : 0);
  const catchUp = (until: number) => {
    for (const { at, command } of belated.splice(0)) {
      if (at <= until) take(command);
      else belated.push({ at, command });
    }
  };
  const provider: TestProvider = {
    connector: { manifest, settings: z.object({}), open: async () => session },
    taken,
    batches,
    fate: () => "accept",
    batchFailure: () => undefined,
    lookUpBroken: false,
    catchUp: () => catchUp(Number.POSITIVE_INFINITY),
    beforeAnswer: async () => undefined,
  };
  const failBatch = (commands: readonly Command[], failure: BatchFailure) => {
    if (failure.taken) commands.forEach(take);
    const { kind, maybeDone, retryAfter } = failure;
    throw new ConnectorError({
      ...{ connector: options.id, kind, maybeDone, message: `the provider says ${kind}` },
      ...(retryAfter !== undefined && { retryAfter }),
    });
  };
  const decide = (command: Command): Fate => {
    const attempt = (attempts.get(command.id) ?? 0) + 1;
    attempts.set(command.id, attempt);
    const fate = provider.fate(command, attempt);
    // Who remembers a key gives the answer that belongs to it.
    return fate === "refuse" && knows(command) ? "accept" : fate;
  };
  const session: Session = {
    check: async () => undefined,
    close: async () => undefined,
    async perform(commands) {
      batches.push(commands.length);
      catchUp(clock());
      const failure = provider.batchFailure(commands);
      if (failure) failBatch(commands, failure);
      const receipts = commands.flatMap((command) => {
        const fate = decide(command);
        if (fate === "take-late") belated.push({ at: clock() + LATE, command });
        return answer(command, fate, take);
      });
      await provider.beforeAnswer();
      return receipts;
    },
    ...(manifest.proof.lookUp && {
      async lookUp(asked): Promise<readonly LookUpAnswer[]> {
        catchUp(clock());
        if (provider.lookUpBroken) {
          throw new ConnectorError({ connector: options.id, kind: "unavailable", message: "down" });
        }
        return asked.map(({ command }) => ({
          commandId: command.id,
          found: taken.some((each) => each.id === command.id),
        }));
      },
    }),
  };
  return provider;
}

/** A provider of text messages. */
export function smsProvider(options: Partial<TestProviderOptions> = {}): TestProvider {
  return testProvider({ id: "sms", commands: ["send-sms"], ...options });
}

/** A CRM. */
export function crmProvider(): TestProvider {
  const commands = ["create-task", "update-record", "add-note"] as const;
  return testProvider({ id: "crm", commands });
}

/** A dialer. */
export function dialerProvider(): TestProvider {
  return testProvider({ id: "dialer", commands: ["put-call", "withdraw-call"] });
}

function answer(command: Command, fate: Fate, take: (command: Command) => void): Receipt[] {
  const told = { commandId: command.id, message: `the provider says ${fate}` };
  switch (fate) {
    case "accept":
      take(command);
      return [
        { commandId: command.id, outcome: "accepted", providerId: `p-${command.id}`, cost: 35 },
      ];
    case "lose-answer":
      take(command);
      return [{ ...told, outcome: "unknown", kind: "unavailable" }];
    case "take-late":
    case "lose-request":
      return [{ ...told, outcome: "unknown", kind: "unavailable" }];
    case "busy":
      return [{ ...told, outcome: "not-done", kind: "unavailable" }];
    case "refuse":
      return [{ ...told, outcome: "refused", kind: "invalid" }];
    case "rate-limit":
      return [{ ...told, outcome: "not-done", kind: "rate-limited", retryAfter: 120_000 }];
    case "forget":
      take(command);
      return [];
    case "overlook":
      return [];
  }
}
