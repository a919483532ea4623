import { ApiError, Client } from "@perennial/api";
import { asTenant, listConnections } from "@perennial/store";
import { beforeAll, describe, expect, test } from "vitest";
import { useMarketServer } from "../testing/market-server.ts";
import { queryAs } from "../testing/query-as.ts";

const server = useMarketServer();
const params = { id: "market" };

const client = () => new Client({ url: server().url, token: server().token });

beforeAll(async () => {
  const { url } = await client().ask("createInstallInvite", { params: { connector: "market" } });
  await server().install("31", "anna@bolag.example", new URL(url).searchParams.get("invite") ?? "");
  await server().settle();
});

/** What the server says against a request, place by place. */
async function refusal(asking: Promise<unknown>) {
  const error: unknown = await asking.catch((reason: unknown) => reason);
  if (!(error instanceof ApiError)) throw new Error("it was not refused");
  return error.problem;
}

async function stored(): Promise<Readonly<Record<string, unknown>>> {
  const { runtime, tenant } = server();
  const rows = await asTenant(runtime.db, tenant.id, listConnections);
  return rows.find(({ id }) => id === "market")?.settings ?? {};
}

describe("a connection's form", () => {
  test("has the schema with words in both languages, the values, and no secret", async () => {
    const save = { settings: { apiKey: "canary-key-1", limits: { perDay: 5 } } };
    await client().ask("saveConnectionSettings", { params, body: save });
    const form = await client().ask("getConnectionForm", { params });
    expect(form.schema).toMatchObject({
      type: "object",
      properties: {
        nameField: { default: "name", label: { sv: "Name", en: "Name" } },
        apiKey: { secret: true },
      },
    });
    expect(form.values).toEqual({ account: "31", limits: { perDay: 5 } });
    expect(form.secrets).toEqual([{ path: "apiKey", set: true }]);
    expect(JSON.stringify([form, server().lines])).not.toContain("canary-key-1");
  });

  test("saves what changes alone: a secret left out stays, null takes a field away", async () => {
    const before = await stored();
    const body = { settings: { nameField: "full_name", limits: null } };
    const form = await client().ask("saveConnectionSettings", { params, body });
    expect(form.values).toEqual({ account: "31", nameField: "full_name" });
    expect(form.secrets).toEqual([{ path: "apiKey", set: true }]);
    expect(await stored()).toMatchObject({ apiKey: { sealed: expect.any(String) } });
    expect(before.apiKey).toBeDefined();
  });

  test("turns off with null what may be off, whatever its default, and goes back to a default", async () => {
    const save = (settings: Record<string, unknown>) =>
      client().ask("saveConnectionSettings", { params, body: { settings } });
    expect((await save({ person: { nick: null }, nameField: null })).values).toEqual({
      ...{ account: "31", person: { nick: null } },
    });
    expect(await stored()).toMatchObject({ person: { nick: null } });
    expect((await save({ person: { nick: "alias" } })).values.person).toEqual({ nick: "alias" });
    const form = await save({ written: { tier: null, club: "our_club" } });
    expect(form.values.written).toEqual({ phase: "our_phase", club: "our_club" });
    await save({ nameField: "full_name" });
  });

  test("tells what is not right by its field, and keeps nothing of it", async () => {
    const before = await stored();
    const body = { settings: { limits: { perDay: 0 }, nameField: "", colour: "red" } };
    const { status, problems } = await refusal(
      client().ask("saveConnectionSettings", { params, body }),
    );
    expect(status).toBe(400);
    expect(problems?.map(({ place }) => place).sort()).toEqual([
      "settings.colour",
      "settings.limits.perDay",
      "settings.nameField",
    ]);
    expect(await stored()).toEqual(before);
  });
});

describe("the mapping of a connection", () => {
  test("is made of the fields that the vendor has now", async () => {
    const schema = await client().ask("describeConnection", { params });
    expect(schema.objects[0]?.fields[0]).toMatchObject({ name: "name", label: "Namn" });
    expect(schema.missing).toEqual(["Ordrar kan inte läsas."]);
    const query = { locale: "en" } as const;
    const english = await client().ask("describeConnection", { params, query });
    expect(english.missing).toEqual(["Orders cannot be read."]);
  });

  test("is tried on samples without being kept", async () => {
    const before = await stored();
    const body = { object: "person", count: 1, settings: { nameField: "nick" } };
    const { samples } = await client().ask("tryConnectionMapping", { params, body });
    expect(samples).toEqual([
      { object: "person", id: "c31", values: { nick: "Kund 31" }, signals: [], problems: [] },
    ]);
    expect(await stored()).toEqual(before);
  });

  test("that the vendor does not let us look at is told in its words", async () => {
    server().market.refuse("The scope people.read is missing.");
    const problem = await refusal(client().ask("describeConnection", { params }));
    server().market.refuse(undefined);
    expect(problem).toMatchObject({ status: 409, detail: "The scope people.read is missing." });
  });
});

/** How long a busy machine may take. */
const PATIENCE = { timeout: 20_000 };

describe("how a connection does", () => {
  test("is told with its account, its first load and three lists", async () => {
    const health = await client().ask("getConnection", { params });
    expect(health).toMatchObject({
      connection: { id: "market", state: "active", problem: null },
      account: { id: "31", name: "Bolag <31>" },
      administrators: ["anna@bolag.example"],
      load: {
        ...{ state: "done", read: [{ kind: "customer" }] },
        records: { read: expect.any(Number), total: null },
      },
      lists: { inSync: 1, excluded: { count: 0 }, failing: { count: 0 } },
      latestExcluded: [],
    });
  });

  test("is told with how many there are to read, and what was left out, where and why", async () => {
    const [at, reason] = ["2026-03-01T08:00:00.000Z", "It has neither e-mail nor phone."];
    await queryAs(server(), "update connections set load_total = 100000 where id = 'market'");
    await queryAs(
      server(),
      `insert into exclusions (tenant_id, connection_id, object, id, reason, at)
        select tenant_id, id, 'person', 'c32', '${reason}', '${at}' from connections`,
    );
    const health = await client().ask("getConnection", { params });
    expect(health.load.records.total).toBe(100_000);
    expect(health.latestExcluded).toEqual([{ record: "person c32", at, reason }]);
    expect(health.lists.excluded).toEqual({ count: 1, reasons: [{ reason, count: 1 }] });
  });

  test("is told with whether changes are heard as they happen, and if not why and until when", async () => {
    const listening = async () => (await client().ask("getConnection", { params })).listening;
    expect(await listening()).toBeNull();
    const at = "2026-03-01T08:00:00.000Z";
    const own =
      "insert into connection_listens (tenant_id, connection_id, since) select tenant_id, id";
    await queryAs(server(), `${own}, '${at}' from connections where id = 'market'`);
    expect(await listening()).toEqual({ since: at, problem: null });
    await queryAs(
      server(),
      `update connection_listens set since = null, problem_kind = 'forbidden', problem = 'No.', due_at = '${at}'`,
    );
    const problem = { kind: "forbidden", words: "No.", nextAt: at };
    expect(await listening()).toEqual({ since: null, problem });
    await queryAs(server(), "update connection_listens set problem_kind = null, problem = null");
    expect(await listening()).toBeNull();
  });

  test("has what the account lacks, asked of the vendor once in a while and waited for by nobody", async () => {
    const { market } = server();
    const saved = { settings: { nameField: "name" } };
    const missing = async (locale: "sv" | "en" = "en") =>
      (await client().ask("getConnection", { params, query: { locale } })).missing;
    await client().ask("saveConnectionSettings", { params, body: saved });
    let answer = () => {};
    market.hold(new Promise((resolve) => (answer = () => resolve())));
    const before = market.described.length;
    expect(await missing()).toEqual([]);
    answer();
    market.hold(undefined);
    await expect.poll(() => missing()).toEqual(["Orders cannot be read."]);
    expect(await missing("sv")).toEqual(["Ordrar kan inte läsas."]);
    expect(market.described.length - before).toBe(1);
  });

  test("is told though the vendor refuses to say what the account lacks", async () => {
    await client().ask("saveConnectionSettings", { params, body: { settings: {} } });
    server().market.refuse("The scope people.read is missing.");
    const health = await client().ask("getConnection", { params });
    server().market.refuse(undefined);
    expect(health).toMatchObject({ connection: { id: "market" }, missing: [] });
  });

  test("is read anew from the beginning when somebody asks", async () => {
    const body = { everything: true };
    expect(await client().ask("resyncConnection", { params, body })).toEqual({ requested: true });
    await expect
      .poll(async () => {
        await server().settle();
        return (await client().ask("getConnection", { params })).load.state;
      }, PATIENCE)
      .toBe("done");
  });

  test("is not there for a connection that is not", async () => {
    const problem = await refusal(client().ask("getConnection", { params: { id: "nothing" } }));
    expect(problem).toMatchObject({ status: 404 });
  });
});

describe("the administrators of a connection's pages", () => {
  const save = (administrators: string[]) =>
    client().ask("saveAdministrators", { params, body: { administrators } });

  test("are changed as a whole, each once, whoever writes them how", async () => {
    const administrators = ["ANNA@bolag.example", "bo@bolag.example", "Bo@bolag.example"];
    const after = { administrators: ["anna@bolag.example", "bo@bolag.example"] };
    expect(await save(administrators)).toEqual(after);
    expect(await client().ask("getAdministrators", { params })).toEqual(after);
    expect((await client().ask("getConnection", { params })).administrators).toEqual(
      after.administrators,
    );
    expect(await save(["anna@bolag.example"])).toEqual({ administrators: ["anna@bolag.example"] });
  });

  test("are never nobody, and have e-mail addresses", async () => {
    for (const [wrong, place] of [
      [[], "body.administrators"],
      [["anna@bolag.example", "bo"], "body.administrators.1"],
    ] as const) {
      const { status, problems } = await refusal(save([...wrong]));
      expect([status, problems?.[0]?.place]).toEqual([400, place]);
    }
    expect(await client().ask("getAdministrators", { params })).toEqual({
      administrators: ["anna@bolag.example"],
    });
  });
});

test("a connection that was disconnected says how it goes on, and takes no settings", async () => {
  const ended = await client().ask("disconnect", { params });
  expect(ended).toMatchObject({ state: "disconnected" });
  const body = { settings: { nameField: "x" } };
  for (const asking of [
    () => client().ask("saveConnectionSettings", { params, body }),
    () => client().ask("describeConnection", { params }),
    () => client().ask("disconnect", { params }),
  ]) {
    expect(await refusal(asking())).toMatchObject({
      ...{ status: 409, detail: expect.stringContaining("Install it again to go on.") },
    });
  }
});
