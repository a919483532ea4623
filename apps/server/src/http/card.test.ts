import { beforeAll, describe, expect, test } from "vitest";
import { useServer } from "../testing/test-server.ts";

const server = useServer();

beforeAll(async () => {
  // The dialer tells nothing of its calls, so that they stand on the list.
  server().world.connectTo({});
  for await (const _day of server().client.stream("forwardClock", { body: { by: "P12D" } }));
}, 120_000);

const card = (id: string, locale: "sv" | "en" = "en") =>
  server().client.ask("getCustomerCard", { params: { id }, query: { locale } });

/** A call that waits to be made. */
async function waitingCall() {
  const [call] = (await server().client.ask("listCalls")).items;
  if (!call) throw new Error("nobody is to be called");
  return call;
}

describe("a customer's card", () => {
  test("tells what was sent and why, what comes next, and what to say in a call", async () => {
    const { customerId, commandId } = await waitingCall();
    const { customer, agreements, programs, contacts, calls, decisions } = await card(customerId);
    expect(customer.id).toBe(customerId);
    expect(agreements[0]).toMatchObject({ status: "active", daysLeft: expect.any(Number) });
    expect(programs[0]).toMatchObject({
      program: "renewal",
      summary: expect.stringMatching(/^In the program since .*: .*\.$/),
    });
    const sent = contacts.find(({ direction }) => direction === "out");
    expect(sent?.why).toMatch(/^(Went on to .*|Entered the program) because .*\.$/);
    expect(decisions[0]?.sentence).toMatch(/\.$/);
    expect(calls[0]).toMatchObject({
      commandId,
      reason: expect.any(String),
      script: expect.any(String),
    });
  });

  test("is in Swedish where that is asked for", async () => {
    const { programs } = await card((await waitingCall()).customerId, "sv");
    expect(programs[0]?.summary).toMatch(/^Är i programmet sedan den .*\.$/);
  });
});

describe("what staff do on a card", () => {
  test("noting a call takes it off the list, and its outcome stands on the card once", async () => {
    const { customerId, commandId } = await waitingCall();
    const body = {
      outcome: "not-reached",
      note: "Telefonsvarare.",
      commandId,
      id: "call-1234",
    } as const;
    for (const _time of [1, 2]) {
      await server().client.ask("noteCall", { params: { id: customerId }, body });
    }
    await server().settle();
    const { items } = await server().client.ask("listCalls");
    expect(items.map((each) => each.commandId)).not.toContain(commandId);
    const { contacts, calls } = await card(customerId);
    expect(calls).toEqual([]);
    const noted = contacts.filter(({ text }) => text === "Telefonsvarare.");
    expect(noted).toMatchObject([{ sentence: "Call with the customer. Nobody answered." }]);
  });

  test("pausing holds marketing until the day, and null lets it go on", async () => {
    const { customerId: id } = await waitingCall();
    const until = "2026-06-01T00:00:00.000Z";
    await server().client.ask("pauseCustomer", { params: { id }, body: { until } });
    expect((await card(id)).customer.pausedUntil).toBe(until);
    await server().client.ask("pauseCustomer", { params: { id }, body: { until: null } });
    expect((await card(id)).customer.pausedUntil).toBeNull();
  });

  test("stopping a program takes the customer out of it, and says so where there is nothing to stop", async () => {
    const { customerId: id } = await waitingCall();
    const stop = () =>
      server().client.ask("stopProgram", { params: { id }, body: { program: "renewal" } });
    expect(await stop()).toEqual({ stopped: true, reason: null });
    await server().settle();
    expect((await card(id)).programs).toEqual([]);
    expect(await stop()).toEqual({
      stopped: false,
      reason: `The customer "${id}" is not in "renewal".`,
    });
  });
});

test("the overview counts what is due and what the last day brought", async () => {
  const seen = await server().client.ask("getOverview", { query: { locale: "sv" } });
  expect(seen.running).toBeGreaterThan(0);
  expect(Object.values(seen.lastDay).every((count) => count >= 0)).toBe(true);
  expect(seen.warnings.every(({ sentence }) => sentence.endsWith("."))).toBe(true);
});
