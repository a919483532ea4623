import { type Connector, ConnectorError, type Listening } from "@perennial/contract";
import {
  claimListen,
  claimRereads,
  keepPosition,
  listConnections,
  listenAnew,
  readListening,
  setConnectionState,
} from "@perennial/store";
import { expect, test, vi } from "vitest";
import { later } from "../deliver/later.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { testProvider } from "../deliver/testing/test-provider.ts";
import { MONDAY, testRuntime } from "../testing/test-runtime.ts";
import { listenConnection } from "./listen-connection.ts";

const database = useTestDatabase();

/** A company whose vendor's listening the test plays. */
async function company(listen: (listening: Listening) => Promise<void>) {
  const { connector } = testProvider({ id: "crm", commands: ["add-note"] });
  const talking: Connector = {
    ...connector,
    open: async (settings, context) => ({ ...(await connector.open(settings, context)), listen }),
  };
  const of = await testRuntime(database(), [{ connector: talking }]);
  await of.query("update connections set read_at = '2030-01-01'");
  const over = new AbortController();
  const rung: string[] = [];
  const held = { connection: "crm", holder: "one" };
  return {
    ...{ ...of, over, rung, held },
    async listens() {
      const lease = { now: MONDAY, until: later(MONDAY, 60_000) };
      const claimed = await of.in((tx) => claimListen(tx, held, lease));
      const open = await of.context.connections.get(of.tenant.id, "crm");
      if (!claimed || !open) throw new Error("there is nothing to listen to");
      const ring = (kind: "due" | "read") => rung.push(kind);
      const { tenant } = of;
      return listenConnection(of.context, { tenant, open, claimed, over: over.signal, ring });
    },
    async waiting() {
      const claim = { connectionId: "crm", now: later(MONDAY, 1), until: MONDAY, limit: 1_000 };
      return (await of.in((tx) => claimRereads(tx, claim))).map(({ id }) => id).sort();
    },
    readAt: () => of.query<{ at: string | null }>("select read_at as at from connections"),
    position: () =>
      of.query<{ position: string | null }>("select position from connection_listens"),
  };
}

const whenOver = ({ over }: Listening) =>
  new Promise<void>((resolve) => over.addEventListener("abort", () => resolve()));
const contact = (id: string) => ({ object: "contact", id });

test("what was heard is asked to be read with the place it was heard to, however often it is named", async () => {
  const of = await company(async (listening) => {
    listening.begun();
    listening.heard({ changed: [contact("1"), contact("2")], position: "7" });
    listening.heard({ changed: [contact("2")], position: "8" });
    await whenOver(listening);
  });
  const listening = of.listens();
  await vi.waitFor(async () => expect(await of.position()).toEqual([{ position: "8" }]));
  expect(await of.waiting()).toEqual(["1", "2"]);
  expect(of.rung).toEqual(["due"]);
  expect(await of.in((tx) => readListening(tx, "crm"))).toMatchObject({ since: MONDAY });
  of.over.abort();
  expect(await listening).toEqual({ next: null, failures: 0, problem: null });
});

test("of very many records, and in doubt, everything is read at once instead", async () => {
  const many = Array.from({ length: 501 }, (_, index) => contact(`${index}`));
  for (const what of [{ changed: many }, { readAll: true }]) {
    const of = await company(async (listening) => {
      listening.heard({ ...what, position: "7" });
      await whenOver(listening);
    });
    const listening = of.listens();
    await vi.waitFor(() => expect(of.rung).toEqual(["read"]));
    expect(await of.readAt()).toEqual([{ at: null }]);
    expect(await of.waiting()).toEqual([]);
    of.over.abort();
    await listening;
  }
});

test("it begins where it was heard to, and anew where that is forgotten", async () => {
  const froms: (string | undefined)[] = [];
  const of = await company(async ({ from, begun, heard }) => {
    froms.push(from);
    begun();
    heard({ position: from === undefined ? "7" : null });
  });
  for (let time = 0; time < 3; time++) {
    expect(await of.listens()).toMatchObject({ next: null });
    await of.in((tx) => listenAnew(tx, "crm"));
  }
  expect(froms).toEqual([undefined, "7", undefined]);
});

test("nothing is kept once somebody else listens or the connection stands still, and it ends", async () => {
  const takeAway = {
    another: (of: Awaited<ReturnType<typeof company>>) => of.in((tx) => listenAnew(tx, "crm")),
    problem: (of: Awaited<ReturnType<typeof company>>) =>
      of.in((tx) => setConnectionState(tx, "crm", { problem: "refused" })),
  };
  for (const takenAway of Object.values(takeAway)) {
    const told = Promise.withResolvers<void>();
    const of = await company(async (listening) => {
      await told.promise;
      listening.heard({ changed: [contact("1")], readAll: true, position: "7" });
      await whenOver(listening);
    });
    const listening = of.listens();
    await vi.waitFor(async () => expect(await of.position()).toHaveLength(1));
    await takenAway(of);
    told.resolve();
    expect(await listening).toMatchObject({ next: null, problem: null });
    expect(await of.waiting()).toEqual([]);
    expect([await of.position(), of.rung]).toEqual([[{ position: null }], []]);
  }
});

test("a failure is told with when it is tried again, and counted until it is heard", async () => {
  const refused = { connector: "crm", kind: "forbidden", message: "no permission" } as const;
  const of = await company(async ({ begun }) => {
    if (of.lines.length > 0) begun();
    throw new ConnectorError(refused);
  });
  const problem = { kind: "forbidden", words: "no permission" };
  const tomorrow = later(MONDAY, 24 * 3_600_000);
  expect(await of.listens()).toEqual({ next: tomorrow, failures: 1, problem });
  expect(of.lines.filter((line) => line.startsWith("warn"))).toEqual([
    expect.stringContaining("no permission"),
  ]);
  await of.query("update connection_listens set failures = 5, due_at = null");
  expect(await of.listens()).toMatchObject({ failures: 1 });
});

test("what the database refuses to keep ends it, to be heard once more", async () => {
  const of = await company(async (listening) => {
    listening.heard({ changed: [contact("1")], position: "7" });
    listening.heard({
      changed: [{ object: "contact", id: "x".repeat(10_000_000) }],
      position: "8",
    });
    await whenOver(listening);
  });
  expect(await of.listens()).toMatchObject({ failures: 1, problem: { kind: "unavailable" } });
  expect(await of.position()).toEqual([{ position: null }]);
  expect((await of.in(listConnections))[0]?.state).toBe("active");
  expect(await of.in((tx) => keepPosition(tx, of.held, "9"))).toBe(true);
});
