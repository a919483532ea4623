import { CallSignal, type Command, type Signal } from "@perennial/contract";
import { putConnection, readConnectionHealth, settlePromise } from "@perennial/store";
import { expect, test } from "vitest";
import { later } from "../deliver/later.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { dialerProvider } from "../deliver/testing/test-provider.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import { settle } from "../loop/settle.ts";
import { MONDAY, testRuntime } from "../testing/test-runtime.ts";
import { orderPromises } from "./order-promises.ts";

const database = useTestDatabase();
const MOBILE = "+46701234567";
const PROMISE = { date: "2026-03-05", from: "14:00", to: "16:00", about: "fast pris" };

/** A company whose calls are made by an outside dialer, with a customer. */
async function company({ mobile = MOBILE }: { readonly mobile?: string | null } = {}) {
  const dialer = dialerProvider();
  const of = await testRuntime(database(), [dialer]);
  await of.addCustomers({ id: "1", name: "Anna Ek", ...(mobile !== null && { mobile }) });
  const { context, tenant } = of;
  const told = async (signal: Signal, from?: string) => {
    await of.in((tx) => applySignals(context, tx, { tenant, signals: [signal], from: () => from }));
    await settle(context, tenant);
  };
  const taken = () => dialer.taken.map(({ kind }: Command) => kind);
  return { ...of, dialer, told, taken };
}

const finished = (id: string, changes: object = {}): Signal =>
  CallSignal.parse({
    ...{ id, at: MONDAY, type: "call.finished", callId: `call-${id}`, customerId: "1" },
    ...{ endedAt: MONDAY, outcome: "reached", agent: "Eva", ...changes },
  });

test("a promise stands on the dialer's list with its time, once however often it is told", async () => {
  const of = await company();
  await of.told(finished("f1", { promise: PROMISE }));
  await of.told(finished("f1", { promise: PROMISE }));
  await settle(of.context, of.tenant);
  expect(of.dialer.taken).toMatchObject([
    {
      ...{ kind: "put-call", customerId: "1", name: "Anna Ek", phone: MOBILE, priority: 100 },
      ...{ script: "fast pris", expiresAt: "2026-03-12T15:00:00.000Z" },
      reason: "Eva har lovat att ringa den 5 mars 2026 mellan kl. 14:00 och 16:00: fast pris",
      agreed: {
        ...{ date: "2026-03-05", from: "14:00", to: "16:00", zone: "Europe/Stockholm" },
        ...{ notBefore: "2026-03-05T13:00:00.000Z", dueBy: "2026-03-05T15:00:00.000Z" },
      },
    },
  ]);
});

test("a promise that an agent keeps elsewhere is taken off, and so is one of whom wants no more calls", async () => {
  const of = await company();
  await of.told(finished("f1", { promise: PROMISE }));
  const [entry] = of.dialer.taken;
  const thursday = "2026-03-05T13:30:00.000Z";
  of.clock.moveTo(thursday);
  await of.told(finished("f2", { at: thursday, endedAt: thursday }));
  expect(of.dialer.taken.slice(1)).toMatchObject([
    {
      kind: "withdraw-call",
      callId: entry?.id,
      reason: "Borttagen från ringlistan eftersom det utlovade samtalet är ringt",
    },
  ]);
  const later = { at: thursday, endedAt: thursday, promise: { ...PROMISE, date: "2026-03-09" } };
  await of.told(finished("f3", later));
  await of.told(finished("f4", { at: thursday, endedAt: thursday, outcome: "do-not-call" }));
  expect(of.taken().slice(2)).toEqual(["put-call", "withdraw-call"]);
});

test("a promise that is settled by hand is taken off", async () => {
  const of = await company();
  await of.told(finished("f1", { promise: PROMISE }));
  const [promise] = await of.query<{ id: string }>("select id from call_promises");
  await of.in(async (tx) => {
    await settlePromise(tx, promise?.id ?? "", { as: "called-off", at: MONDAY });
    await orderPromises(of.context, tx, [promise?.id ?? ""]);
  });
  await settle(of.context, of.tenant);
  expect(of.dialer.taken.slice(1)).toMatchObject([
    {
      kind: "withdraw-call",
      reason: "Borttagen från ringlistan eftersom löftet om ett samtal togs tillbaka",
    },
  ]);
  expect(await of.query("select promise_id from promise_writes")).toEqual([]);
});

test("whoever is forgotten is taken off, by a name that says nothing", async () => {
  const of = await company();
  await of.told(finished("f1", { promise: PROMISE }));
  await of.told({ id: "e1", at: MONDAY, type: "customer.erased", customerId: "1" });
  const [, off] = of.dialer.taken;
  expect(off).toMatchObject({
    kind: "withdraw-call",
    reason: "Borttagen från ringlistan eftersom kunden bad om att bli glömd",
  });
  expect(off?.customerId).not.toBe("1");
  expect(await of.query("select promise_id from promise_writes")).toEqual([]);
});

test("what the dialer tells of its own entry, it knows", async () => {
  const of = await company();
  await of.told(finished("f1", { promise: PROMISE }));
  const thursday = "2026-03-05T13:30:00.000Z";
  of.clock.moveTo(thursday);
  const commandId = of.dialer.taken[0]?.id;
  await of.told(finished("f2", { at: thursday, endedAt: thursday, commandId }), "dialer");
  expect(of.taken()).toEqual(["put-call"]);
  expect(await of.query("select settled_as as is from call_promises")).toEqual([{ is: "kept" }]);
  expect(await of.query("select promise_id from promise_writes")).toEqual([]);
});

test("a dialer that is away gets it later, once; what it refuses is shown with its words", async () => {
  const of = await company();
  of.dialer.fate = () => "busy";
  await of.told(finished("f1", { promise: PROMISE }));
  expect(of.taken()).toEqual([]);
  of.dialer.fate = () => "refuse";
  of.clock.moveTo(later(MONDAY, 3_600_000));
  await settle(of.context, of.tenant);
  const health = await of.in((tx) => readConnectionHealth(tx, "dialer"));
  expect(health?.lastFailing).toMatchObject([{ kind: "put-call", customerId: "1" }]);
  of.dialer.fate = () => "accept";
  const ids = (await of.query<{ id: string }>("select id from call_promises")).map(({ id }) => id);
  await of.in((tx) => orderPromises(of.context, tx, ids));
  await Promise.all([settle(of.context, of.tenant), settle(of.context, of.tenant)]);
  await settle(of.context, of.tenant);
  expect(of.taken()).toEqual(["put-call"]);
});

test("a dialer that is connected later gets what is still to be kept, and nothing that another has", async () => {
  const of = await company();
  await of.query("update connections set state = 'disconnected'");
  await of.context.connections.forget(of.tenant.id);
  await of.told(finished("f1", { promise: PROMISE }));
  expect(of.taken()).toEqual([]);
  const order = async () => {
    await of.context.connections.forget(of.tenant.id);
    await of.in((tx) => orderPromises(of.context, tx));
    await settle(of.context, of.tenant);
  };
  await of.query("update connections set state = 'active'");
  await order();
  await order();
  expect(of.taken()).toEqual(["put-call"]);
  const another = { id: "another", connector: "dialer", settings: {} };
  await of.in((tx) => putConnection(tx, another));
  await order();
  expect(of.taken()).toEqual(["put-call"]);
});

test("of whom there is no number nothing is told until there is one", async () => {
  const of = await company({ mobile: null });
  await of.told(finished("f1", { promise: PROMISE }));
  expect(of.taken()).toEqual([]);
  await of.query(`update customers set mobile = '${MOBILE}'`);
  await of.in((tx) => orderPromises(of.context, tx));
  await settle(of.context, of.tenant);
  expect(of.dialer.taken).toMatchObject([{ kind: "put-call", phone: MOBILE }]);
});
