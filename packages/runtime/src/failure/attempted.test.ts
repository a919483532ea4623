import { AsyncLocalStorage } from "node:async_hooks";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { asTenant, listPutAside, releasePutAside, takeUp } from "@perennial/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { advanceDue } from "../advance/advance-due.ts";
import { openTestDatabase, type TestDatabase } from "../deliver/testing/test-database.ts";
import { startByHand } from "../enter/start-by-hand.ts";
import { decisionWords } from "../explain/decision-words.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import { ingestInbox } from "../ingest/ingest-inbox.ts";
import { deliverSignals } from "../testing/deliver-signals.ts";
import { testFeed } from "../testing/test-feed.ts";
import { programOf } from "../testing/test-program.ts";
import { customerOf, MONDAY, type TestRuntime, testRuntime } from "../testing/test-runtime.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

const LONG = { timeout: 120_000 };
const POISON = "poison-7c1e";
const PARTS = {
  triggers: "[{ signal: agreement.ordered }]",
  steps: "{ id: rest, do: wait, for: P7D }\n{ id: done, do: exit, reason: completed }",
};
const WAITING = programOf("waiting", PARTS);

const company = () => testRuntime(database.db, [testFeed("crm")]);

/** How a process ended that did what was due: by itself, or killed. */
async function live(of: TestRuntime): Promise<"done" | "killed"> {
  const program = join(import.meta.dirname, "../testing/mortal-worker.ts");
  const words = [database.url, of.tenant.slug, of.clock.now(), POISON];
  const child = spawn(process.execPath, ["--conditions=perennial-source", program, ...words], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code, signal] = await once(child, "close");
  if (code === 0) return "done";
  if (signal !== "SIGKILL") throw new Error(`a worker ended by ${signal ?? code}`);
  return "killed";
}

/** Starts one worker after another until one finds nothing more to do; gives how many were brought down. */
async function deaths(of: TestRuntime): Promise<number> {
  for (let count = 0; count < 10; count++) if ((await live(of)) === "done") return count;
  return Number.POSITIVE_INFINITY;
}

async function enter(of: TestRuntime, ids: readonly string[]): Promise<void> {
  await of.addCustomers(...ids.map((id) => ({ id })));
  for (const id of ids) {
    const start = { program: "waiting", customerId: id, agreementId: `a-${id}` };
    expect(await startByHand(of.context, of.tenant, start)).toMatchObject({ entered: true });
  }
}

const aside = (of: TestRuntime) => of.in((tx) => listPutAside(tx, { limit: 50 }));
const attempts = (of: TestRuntime) => of.query("select id from attempts");

function enrolments(of: TestRuntime): Promise<readonly unknown[]> {
  return of.query(
    "select customer_id as customer, step, downs from enrolments order by customer_id",
  );
}

describe("an enrolment that brings its worker down", () => {
  test("three times is put aside alone of its batch, tells so, and goes on once it is released", {
    ...LONG,
  }, async () => {
    const of = await company();
    await of.publish("waiting", WAITING);
    const others = Array.from({ length: 40 }, (_, index) => `c${index + 10}`);
    await enter(of, [...others.slice(0, 17), POISON, ...others.slice(17)]);
    expect(await deaths(of)).toBe(3);
    const [first, ...more] = (await aside(of)).items;
    expect(more).toEqual([]);
    expect(first).toMatchObject({ kind: "enrolment", customerId: POISON, attempts: 3 });
    expect(await enrolments(of)).toEqual([
      ...others.map((customer) => ({ customer, step: "rest", downs: 0 })),
      { customer: POISON, step: null, downs: 3 },
    ]);
    expect(await attempts(of)).toEqual([]);
    const told = await of.query<Parameters<typeof decisionWords>[0]>(
      "select kind, reason, step, evidence from decisions where kind = 'failed'",
    );
    expect(told.map((each) => [decisionWords(each, "sv"), decisionWords(each, "en")])).toEqual([
      [expect.stringMatching(/^Är ställd åt sidan/), expect.stringMatching(/^Is put aside/)],
    ]);

    // What happens to it meanwhile is kept, and wakes nobody.
    const about = { customerId: POISON, agreementId: `a-${POISON}` };
    const signal = { id: "s", at: MONDAY, type: "agreement.signed", ...about } as const;
    const { context, tenant } = of;
    await of.in((tx) => applySignals(context, tx, { tenant, signals: [signal] }));
    expect(await advanceDue(context, tenant)).toEqual({ advanced: 0, more: false });
    const release = { kind: "enrolment", ids: [first?.id ?? 0], now: MONDAY } as const;
    expect(await of.in((tx) => releasePutAside(tx, release))).toEqual([first?.id]);
    expect(await advanceDue(context, tenant)).toEqual({ advanced: 1, more: false });
    expect((await aside(of)).items).toEqual([]);
    expect(await enrolments(of)).toContainEqual({ customer: POISON, step: "rest", downs: 0 });
  });

  test("fewer times than three goes on, and is counted from nothing again", LONG, async () => {
    const of = await company();
    await of.publish("waiting", WAITING);
    await enter(of, ["c1", POISON]);
    expect([await live(of), await live(of)]).toEqual(["killed", "killed"]);
    // The database takes a moment to see that whoever held them is gone.
    const advanced = async () => {
      await advanceDue(of.context, of.tenant);
      return enrolments(of);
    };
    await expect.poll(advanced, { timeout: 20_000 }).toEqual([
      { customer: "c1", step: "rest", downs: 0 },
      { customer: POISON, step: "rest", downs: 0 },
    ]);
  });
});

test("a delivery that brings its worker down three times is put aside alone, and its neighbours are taken", {
  ...LONG,
}, async () => {
  const of = await company();
  for (let number = 10; number < 25; number++) {
    const id = number === 17 ? POISON : `d${number}`;
    const customer = customerOf({ id, name: "Anna", updatedAt: MONDAY });
    const signal = { id: `s-${id}`, at: MONDAY, type: "customer.changed", customer };
    await deliverSignals(of, [signal], id);
  }
  expect(await deaths(of)).toBe(3);
  expect(await of.query("select 1 from customers")).toHaveLength(14);
  const { items } = await aside(of);
  expect(items).toMatchObject([{ kind: "delivery", connection: "crm", attempts: 3 }]);
  const release = { kind: "delivery", ids: [items[0]?.id ?? 0], now: MONDAY } as const;
  expect(await of.in((tx) => releasePutAside(tx, release))).toHaveLength(1);
  expect(await ingestInbox(of.context, of.tenant)).toMatchObject({ deliveries: 1, signals: 1 });
  expect(await of.query(`select 1 from customers where id = '${POISON}'`)).toHaveLength(1);
});

test("what fails three times for a reason that nobody has thought of is put aside, and the others go on", async () => {
  const of = await company();
  await of.publish("waiting", WAITING);
  await of.publish("broken", programOf("broken", PARTS));
  await of.addCustomers({ id: "1" }, { id: "2" }, { id: "3" });
  for (const [id, program] of [
    ["1", "waiting"],
    ["2", "broken"],
    ["3", "waiting"],
  ] as const) {
    const start = { program, customerId: id, agreementId: `a-${id}` };
    expect(await startByHand(of.context, of.tenant, start)).toMatchObject({ entered: true });
  }
  const { programs } = of.context;
  const context = {
    ...of.context,
    programs: {
      ...programs,
      load: (...given: Parameters<typeof programs.load>) => {
        if (given[1] === "broken") throw new Error("nobody has thought of this");
        return programs.load(...given);
      },
    },
  };
  let failures = 0;
  for (let round = 0; round < 10; round++) {
    await advanceDue(context, of.tenant).catch(() => {
      failures += 1;
    });
  }
  expect(failures).toBe(3);
  expect((await aside(of)).items).toMatchObject([{ program: "broken", attempts: 3 }]);
  expect(await of.query("select 1 from enrolments where step = 'rest'")).toHaveLength(2);
});

describe("an attempt", () => {
  test("whose database is away while it is at work counts against nobody", async () => {
    const of = await company();
    await of.publish("waiting", WAITING);
    await enter(of, ["1"]);
    const { programs } = of.context;
    const load = () => {
      throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    };
    const away = { ...of.context, programs: { ...programs, load } };
    for (let round = 0; round < 5; round++) {
      await expect(advanceDue(away, of.tenant)).rejects.toThrow("ECONNREFUSED");
    }
    expect(await enrolments(of)).toMatchObject([{ downs: 0 }]);
    expect(await advanceDue(of.context, of.tenant)).toMatchObject({ advanced: 1 });
  });

  test("that another holds is nobody else's to count", async () => {
    const of = await company();
    await of.publish("waiting", WAITING);
    await enter(of, ["1", "2"]);
    const { db } = database;
    let inside: unknown;
    const { programs } = of.context;
    const load = async (...given: Parameters<typeof programs.load>) => {
      // While this one is at work another looks for what is due, on a connection of its own.
      inside ??= await new Promise((resolve, reject) => {
        setImmediate(() => look().then(resolve, reject));
      });
      return programs.load(...given);
    };
    const claim = { kind: "enrolment", now: MONDAY, limit: 10 } as const;
    const look = outsideOf(() => asTenant(db, of.tenant.id, (tx) => takeUp(tx, claim)));
    await advanceDue({ ...of.context, programs: { ...programs, load } }, of.tenant);
    expect(inside).toEqual({ ids: [], more: false, aside: [] });
    expect(await enrolments(of)).toMatchObject([{ downs: 0 }, { downs: 0 }]);
    expect(await attempts(of)).toEqual([]);
  });
});

/** Does something as whoever is not within the transaction that is open where it is called. */
function outsideOf<T>(work: () => Promise<T>): () => Promise<T> {
  const leave = AsyncLocalStorage.snapshot();
  return () => leave(work);
}
