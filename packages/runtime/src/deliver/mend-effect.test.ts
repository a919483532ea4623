import { describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { later } from "./later.ts";
import { resolveEffect, retryEffect } from "./mend-effect.ts";
import { settleByReport } from "./settle-by-report.ts";
import { openCase } from "./testing/open-case.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { smsProvider } from "./testing/test-provider.ts";
import { MONDAY } from "./testing/test-records.ts";
import { call, nextRound, sms, type TestWorld, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();
const STATE = "select state, attempts from outbox where seq > 0";
/** Takes away what the enrolment has been told and nobody here advances it by. */
const ADVANCE = "update enrolments set news = null where news is not null returning 1";

/** A message that its provider refused, and where the provider has changed its mind since. */
async function refused() {
  const provider = smsProvider();
  provider.fate = () => "refuse";
  const world = await testWorld(database(), [provider]);
  const enrolmentId = await world.enrol("1");
  await world.ask(enrolmentId, sms());
  await deliver(world.context, world.tenant);
  provider.fate = () => "accept";
  await world.query(ADVANCE);
  return { world, provider, origin: { enrolmentId, seq: 1 } };
}

/** A message of which nobody knows whether it was sent: marketing, without any proof. */
async function unclear() {
  const opened = await openCase(database(), {
    proof: {},
    first: "lose-answer",
    class: "marketing",
  });
  const { world, provider, id } = opened;
  await nextRound(world);
  expect(await world.query(STATE)).toMatchObject([{ state: "unclear" }]);
  await world.query(ADVANCE);
  const enrolmentId = Number(/-e(\d+)-/.exec(id)?.[1]);
  return { world, provider, id, origin: { enrolmentId, seq: 1 } };
}

const retry = (world: TestWorld, origin: { enrolmentId: number; seq: number }) =>
  world.in((tx) => retryEffect(tx, { ...origin, now: world.clock.now() }));
const resolve = (
  world: TestWorld,
  origin: { enrolmentId: number; seq: number },
  found: "sent" | "not-sent" | "send",
) => world.in((tx) => resolveEffect(tx, { ...origin, now: world.clock.now(), found }));

describe("what was refused", () => {
  test("is sent once when it is tried again, to the address as it is now", async () => {
    const { world, provider, origin } = await refused();
    await world.query("update customers set mobile = '+46700009999' returning 1");
    expect(await retry(world, origin)).toBeUndefined();
    expect(await retry(world, origin)).toBe("other-state");
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(provider.taken).toMatchObject([{ to: "+46700009999" }]);
    expect(await retry(world, origin)).toBe("other-state");
    expect(await world.query("select kind from decisions order by id")).toEqual([
      { kind: "refused" },
      { kind: "sent" },
    ]);
  });

  test("is judged anew: a STOP in between stops it", async () => {
    const { world, provider, origin } = await refused();
    await world.query('update outbox set effect = effect || \'{"class":"marketing"}\' returning 1');
    await retry(world, origin);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ skipped: 1 });
    expect(provider.taken).toEqual([]);
  });

  test("is not tried again for who has left the program, nor where it is not known", async () => {
    const { world, origin } = await refused();
    await world.query("update enrolments set ended = true returning 1");
    expect(await retry(world, origin)).toBe("over");
    expect(await retry(world, { ...origin, seq: 9 })).toBe("unknown");
    const other = await testWorld(database(), [smsProvider()]);
    expect(await retry(other, origin)).toBe("unknown");
  });

  test("as a call is not tried again, for the program would not take it back", async () => {
    const { world, origin } = await refused();
    await world.ask(origin.enrolmentId, call({ seq: 2 }));
    await world.query(
      "update outbox set state = 'refused', due_at = null where seq = 2 returning 1",
    );
    expect(await retry(world, { ...origin, seq: 2 })).toBe("unfit");
  });
});

describe("what nobody knows of", () => {
  test("is not tried again without somebody's word", async () => {
    const { world, provider, origin } = await unclear();
    expect(await retry(world, origin)).toBe("other-state");
    expect(provider.taken).toHaveLength(1);
  });

  test("stands as sent once somebody found out that it was", async () => {
    const { world, provider, origin } = await unclear();
    expect(await resolve(world, origin, "sent")).toBeUndefined();
    expect(await resolve(world, origin, "sent")).toBe("other-state");
    expect(await world.query(STATE)).toMatchObject([{ state: "done" }]);
    expect(await world.query("select channel from interactions")).toHaveLength(1);
    const [last] = await world.query(
      "select kind, evidence from decisions order by id desc limit 1",
    );
    expect(last).toMatchObject({ kind: "sent", evidence: { source: "person" } });
    expect(provider.taken).toHaveLength(1);
  });

  test("stands as not sent, and counts for no cap, once somebody found out that it was not", async () => {
    const { world, provider, origin } = await unclear();
    expect(await resolve(world, origin, "not-sent")).toBeUndefined();
    expect(await world.query(STATE)).toMatchObject([{ state: "refused" }]);
    expect(await world.query("select * from sends")).toEqual([]);
    expect(provider.taken).toHaveLength(1);
  });

  test("is sent once more where somebody found out that it was not and wants it to be", async () => {
    const { world, provider, origin } = await unclear();
    expect(await resolve(world, origin, "send")).toBeUndefined();
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(provider.taken).toHaveLength(2);
    expect(await resolve(world, origin, "send")).toBe("other-state");
  });

  test("is not sent once more where a report comes first that it arrived", async () => {
    const { world, provider, id, origin } = await unclear();
    await resolve(world, origin, "send");
    const at = later(MONDAY, 60_000);
    const report = { id: "r1", at, type: "message.delivered", commandId: id } as const;
    const about = { customerId: "1", channel: "sms" } as const;
    await world.in((tx) => settleByReport(tx, [{ ...report, ...about }], world.clock.now()));
    await deliver(world.context, world.tenant);
    expect(await world.query(STATE)).toMatchObject([{ state: "done" }]);
    expect(provider.taken).toHaveLength(1);
  });
});
