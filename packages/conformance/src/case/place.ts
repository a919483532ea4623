import { setTimeout as startTimer } from "node:timers";
import { receiptFor } from "@perennial/connector-kit";
import {
  type MemoryTokenStore,
  memoryTokenStore,
  type RecordingLog,
  recordingLog,
  TEST_NOW,
  testContext,
} from "@perennial/connector-kit/testing";
import {
  type Command,
  type Connector,
  ConnectorError,
  ManualClock,
  type Receipt,
  Receipt as ReceiptSchema,
  type Session,
} from "@perennial/contract";
import type { Absence, Scenarios } from "../scenario/scenarios.ts";
import type { World } from "../scenario/world.ts";
import { ConformanceError, claim, ScenarioMissingError } from "./conformance-error.ts";
import { hastenPauses } from "./hastened-pauses.ts";

/** Milliseconds until work that has to end by itself counts as never ending. */
const PATIENCE = 10_000;

/** What the cases of every part work with. */
export interface Kit {
  readonly create: () => Connector;
  readonly connector: Connector;
  readonly scenarios: Scenarios;
  /** Whether the vendor lacks something, by its author's word. */
  lacks(absence: Absence): boolean;
  /** Starts a world and a session in it, does the work, and takes both down again. */
  inWorld(work: (place: Place) => Promise<void>): Promise<void>;
  /** Waits for work that has to end by itself. Throws a `ConformanceError` with these words where it does not. */
  settled<Result>(work: Promise<Result>, words: string): Promise<Result>;
}

/** A world, a session in it, and what that session has been given. */
export interface Place {
  readonly world: World;
  readonly clock: ManualClock;
  /** The world's settings as the connector's schema reads them. */
  readonly settings: unknown;
  /** The world's credentials of our app as the connector's schema reads them; nothing where there is no app. */
  readonly app: unknown;
  readonly log: RecordingLog;
  readonly tokens: MemoryTokenStore;
  readonly session: Session;
  /** Stops everything, as when the process is closing down. */
  abort(): void;
  /** Opens a further session with the same settings, as another process would. */
  open(): Promise<Session>;
}

/** Makes what the cases work with. */
export function createKit(create: () => Connector, scenarios: Scenarios): Kit {
  const connector = create();
  const { patience = PATIENCE, absent = {} } = scenarios;
  return {
    create,
    connector,
    scenarios,
    lacks: (absence) => absent[absence] !== undefined,
    async inWorld(work) {
      const clock = new ManualClock(TEST_NOW);
      const world = await scenarios.world(clock);
      const stop = new AbortController();
      const atRest = hastenPauses();
      try {
        const place = await openPlace({ connector, create, world, clock, stop });
        await work(place);
        // What it thinks of being closed is asked by the part of that name.
        place.session.close().catch(() => undefined);
      } finally {
        atRest();
        stop.abort();
        await world.stop();
      }
    },
    async settled(work, words) {
      const late = Promise.withResolvers<never>();
      const timer = startTimer(() => late.reject(new ConformanceError(words)), patience);
      try {
        return await Promise.race([work, late.promise]);
      } finally {
        timer.close();
      }
    },
  };
}

interface Opening extends Pick<Kit, "connector" | "create">, Pick<Place, "world" | "clock"> {
  readonly stop: AbortController;
}

async function openPlace({ connector, create, world, clock, stop }: Opening): Promise<Place> {
  const parsed = connector.settings.safeParse(world.settings);
  claim(parsed.success, "the settings of the world are not settings of the connector");
  const settings = parsed.data;
  const tokens = memoryTokenStore(world.tokens);
  const log = recordingLog();
  const app = credentialsOf(connector, world);
  const own = { clock, log, tokens, abort: stop.signal };
  const context = testContext({ ...own, ...(app !== undefined && { app }) });
  return {
    world,
    clock,
    settings,
    app,
    log,
    tokens,
    session: await connector.open(settings, context),
    abort: () => stop.abort(),
    open: () => create().open(settings, context),
  };
}

function credentialsOf({ app }: Connector, world: World): unknown {
  if (app === undefined) return undefined;
  if (world.app === undefined) {
    throw new ScenarioMissingError("app of the world", 'app: { clientId: "…", clientSecret: "…" }');
  }
  const { data, success } = app.credentials.safeParse(world.app);
  claim(success, "the app of the world is none of the connector's; see its credentials");
  return data;
}

/** Performs commands and checks the form of the receipts. A thrown `ConnectorError` becomes everyone's receipt. */
export async function perform(
  session: Session,
  commands: readonly Command[],
): Promise<readonly Receipt[]> {
  const receipts = await session
    .perform(commands)
    .catch((error: unknown) => commands.map((command) => receiptFor(asOwn(error), command)));
  claim(
    receipts.length === commands.length,
    `${commands.length} commands got ${receipts.length} receipts; give each command its own`,
  );
  for (const receipt of receipts) {
    const { error } = ReceiptSchema.safeParse(receipt);
    claim(error === undefined, `a receipt is not one of the contract's: ${error?.message}`);
  }
  return receipts;
}

/** The `ConnectorError` that work throws, or nothing where it ends well. */
export async function failureOf(work: Promise<unknown>): Promise<ConnectorError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return asOwn(error);
  }
}

function asOwn(error: unknown): ConnectorError {
  if (ConnectorError.isInstance(error)) return error;
  const name = error instanceof Error ? error.name : typeof error;
  throw new ConformanceError(`the connector threw a ${name}; it may throw a ConnectorError alone`, {
    cause: error,
  });
}
