import type { RecordRef, Signal, Understanding } from "@perennial/contract";
import {
  askRereads,
  asTenant,
  claimRereads,
  lookForWork,
  readConnectionHealth,
} from "@perennial/store";
import { describe, expect, test } from "vitest";
import { later } from "../deliver/later.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { settle } from "../loop/settle.ts";
import { receive } from "../receive/receive.ts";
import { acmeError, type TestApp, testApp } from "../testing/test-app.ts";
import { customerOf, MONDAY, type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { rereadChanged } from "./reread-changed.ts";

const database = useTestDatabase();
const MINUTE = 60_000;

interface Company extends TestRuntime {
  readonly vendor: TestApp;
}

/** A company that has read everything once, and whose records are named by their ids. */
async function company(): Promise<Company> {
  const vendor = testApp();
  vendor.look = (refs) => ({ signals: refs.map((ref) => changed(ref)), problems: [] });
  const of = await testRuntime(database(), [vendor]);
  await of.query(`update connections set cursor = 'c', synced_at = '${MONDAY}'`);
  return { ...of, vendor };
}

function changed({ id }: RecordRef, version = 0): Signal {
  const customer = customerOf({ id, name: `Kund ${id} ${version}`, updatedAt: MONDAY });
  return { id: `${id}:${version}:${MONDAY}`, at: MONDAY, type: "customer.changed", customer };
}

const contact = (id: string): RecordRef => ({ object: "contact", id });

async function named(of: Company, ids: readonly string[], delivery: string): Promise<void> {
  const { context, tenant } = of;
  await receive(
    context,
    { tenant: tenant.id, connection: "acme" },
    {
      ...{ method: "POST", url: "https://perennial.example/hooks/v1/1/acme", headers: {} },
      body: JSON.stringify({ changed: ids.map(contact), delivery }),
    },
  );
}

const work = ({ context, tenant }: Company) => settle(context, tenant);
const names = async (of: Company) =>
  (await of.query<{ name: string }>("select name from customers order by id")).map(
    (each) => each.name,
  );
const waiting = (of: Company) =>
  of.query<{ id: string; attempts: number; problem: string | null }>(
    "select id, attempts, problem from rereads order by id",
  );

async function reread(of: Company): Promise<number> {
  const open = await of.context.connections.get(of.tenant.id, "acme");
  if (!open) throw new Error("the connection is not there");
  return rereadChanged(of.context, { tenant: of.tenant, open });
}

describe("a record that the other side says has changed", () => {
  test("is read once, however often it is named, and taken in as it is now", async () => {
    const of = await company();
    await named(of, ["1", "2", "1"], "d1");
    await named(of, ["2"], "d2");
    await work(of);
    expect(of.vendor.read.map((refs) => refs.map(({ id }) => id).sort())).toEqual([["1", "2"]]);
    expect(await names(of)).toEqual(["Kund 1 0", "Kund 2 0"]);
    expect(await waiting(of)).toEqual([]);
  });

  test("is found by the look for work, and read in hundreds", async () => {
    const of = await company();
    const ids = Array.from({ length: 250 }, (_, index) => ({
      connectionId: "acme",
      ...contact(`r${index}`),
    }));
    await of.in((tx) => askRereads(tx, ids, MONDAY));
    const { tenants } = await lookForWork(database(), MONDAY);
    expect(tenants.find(({ tenant }) => tenant === of.tenant.id)?.due).toBe(true);
    await work(of);
    expect(of.vendor.read.map((refs) => refs.length)).toEqual([100, 100, 50]);
    expect(await names(of)).toHaveLength(250);
  });

  test("is read by another once whoever had taken it is gone", async () => {
    const of = await company();
    await named(of, ["1"], "d1");
    const claim = { connectionId: "acme", now: MONDAY, until: later(MONDAY, 2 * MINUTE), limit: 9 };
    await of.in((tx) => askRereads(tx, [{ connectionId: "acme", ...contact("1") }], MONDAY));
    expect(await of.in((tx) => claimRereads(tx, claim))).toHaveLength(1);
    expect(await reread(of)).toBe(0);
    of.clock.moveTo(claim.until);
    expect(await reread(of)).toBe(1);
    expect(await names(of)).toEqual(["Kund 1 0"]);
  });

  test("is read once more where it was named again while it was being read", async () => {
    const of = await company();
    let version = 0;
    of.vendor.look = async (refs) => {
      version += 1;
      const seen = refs.map((ref) => changed(ref, version));
      if (version === 1) {
        await asTenant(database(), of.tenant.id, (tx) =>
          askRereads(tx, [{ connectionId: "acme", ...contact("1") }], of.clock.now()),
        );
      }
      return { signals: seen, problems: [] };
    };
    await named(of, ["1"], "d1");
    await work(of);
    expect([version, await names(of)]).toEqual([2, ["Kund 1 2"]]);
    expect(await waiting(of)).toEqual([]);
  });

  test("that cannot be taken in costs the others nothing, and is left out with the reason", async () => {
    const of = await company();
    of.vendor.look = (refs): Understanding => ({
      signals: refs.filter(({ id }) => id !== "2").map((ref) => changed(ref)),
      problems: [{ place: "contact 2.email", message: "is no address" }],
    });
    await named(of, ["1", "2", "3"], "d1");
    await work(of);
    expect(await names(of)).toEqual(["Kund 1 0", "Kund 3 0"]);
    const health = await of.in((tx) => readConnectionHealth(tx, "acme"));
    expect(health?.excluded).toEqual({
      count: 1,
      reasons: [{ reason: "is no address", count: 1 }],
    });
    of.vendor.look = (refs) => ({ signals: refs.map((ref) => changed(ref)), problems: [] });
    await named(of, ["2"], "d2");
    await work(of);
    const mended = await of.in((tx) => readConnectionHealth(tx, "acme"));
    expect([mended?.excluded.count, mended?.inSync]).toEqual([0, 3]);
  });

  test("before everything was read once is no news to any program", async () => {
    const of = await company();
    await of.query("update connections set cursor = null, synced_at = null");
    await named(of, ["1"], "d1");
    await work(of);
    expect(await names(of)).toEqual(["Kund 1 0"]);
    expect(await of.query("select id from signals")).toEqual([]);
  });
});

describe("a reading that fails", () => {
  test("is tried again later and later, with the reason at hand", async () => {
    const of = await company();
    of.vendor.look = () => {
      throw acmeError("unavailable", "closed for repairs");
    };
    await named(of, ["1"], "d1");
    const next = await work(of);
    expect(await waiting(of)).toEqual([{ id: "1", attempts: 1, problem: "closed for repairs" }]);
    expect(next).toBe(later(MONDAY, 30_000));
    const health = await of.in((tx) => readConnectionHealth(tx, "acme"));
    expect(health?.lastFailing).toMatchObject([
      { kind: "read", record: "contact 1", reason: "closed for repairs" },
    ]);
    of.clock.moveTo(later(MONDAY, 30_000));
    expect(await work(of)).toBe(later(MONDAY, 150_000));
    of.vendor.look = (refs) => ({ signals: refs.map((ref) => changed(ref)), problems: [] });
    of.clock.moveTo(later(MONDAY, 150_000));
    await work(of);
    expect([await names(of), await waiting(of)]).toEqual([["Kund 1 0"], []]);
  });

  test("because of one record is found out, and the others are read", async () => {
    const of = await company();
    of.vendor.look = (refs) => {
      if (refs.some(({ id }) => id === "3")) throw acmeError("invalid", "3 is odd");
      return { signals: refs.map((ref) => changed(ref)), problems: [] };
    };
    await named(of, ["1", "2", "3", "4", "5"], "d1");
    await work(of);
    expect(await names(of)).toHaveLength(4);
    expect(await waiting(of)).toEqual([{ id: "3", attempts: 1, problem: "3 is odd" }]);
  });

  test("because credentials are refused stops the connection, and goes on once they are mended", async () => {
    const of = await company();
    of.vendor.look = () => {
      throw acmeError("unauthenticated", "connect anew");
    };
    await named(of, ["1"], "d1");
    expect(await work(of)).toBeUndefined();
    expect(await of.query("select state, problem from connections")).toEqual([
      { state: "paused", problem: "connect anew" },
    ]);
    expect(await waiting(of)).toEqual([{ id: "1", attempts: 0, problem: null }]);
    of.vendor.look = (refs) => ({ signals: refs.map((ref) => changed(ref)), problems: [] });
    await of.query("update connections set state = 'active', problem = null");
    await work(of);
    expect(await names(of)).toEqual(["Kund 1 0"]);
  });

  test("because of the vendor's rate limit leaves it alone until then", async () => {
    const of = await company();
    of.vendor.look = () => {
      throw acmeError("rate-limited", "slowly");
    };
    await named(of, ["1"], "d1");
    expect(await work(of)).toBe(later(MONDAY, 30_000));
    expect(of.vendor.read).toHaveLength(1);
  });
});
