import { ApiError, Client } from "@perennial/api";
import { asTenant, listConnections } from "@perennial/store";
import { beforeAll, describe, expect, test } from "vitest";
import { useMarketServer } from "../testing/market-server.ts";

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
    expect(schema.missing).toEqual(["orders"]);
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

describe("how a connection does", () => {
  test("is told with its account, its first load and three lists", async () => {
    const health = await client().ask("getConnection", { params });
    expect(health).toMatchObject({
      connection: { id: "market", state: "active", problem: null },
      account: { id: "31", name: "Bolag <31>" },
      administrators: ["anna@bolag.example"],
      load: { state: "done", read: [{ kind: "customer", count: 1 }] },
      lists: { inSync: 1, excluded: { count: 0 }, failing: { count: 0 } },
    });
  });

  test("is read anew from the beginning when somebody asks", async () => {
    const body = { everything: true };
    expect(await client().ask("resyncConnection", { params, body })).toEqual({ requested: true });
    await expect
      .poll(async () => {
        await server().settle();
        return (await client().ask("getConnection", { params })).load.state;
      })
      .toBe("done");
  });

  test("is not there for a connection that is not", async () => {
    const problem = await refusal(client().ask("getConnection", { params: { id: "nothing" } }));
    expect(problem).toMatchObject({ status: 404 });
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

describe("what a company has chosen", () => {
  test("is what the rules say until it chooses, and then what it chose", async () => {
    const before = await client().ask("getTenantSettings");
    expect(before).toMatchObject({ name: "Perennial", locale: "sv", timeZone: "Europe/Stockholm" });
    expect(before.caps).toHaveLength(2);
    const span = [{ from: "09:00", to: "17:00" }];
    const week = { weekday: span, saturday: [], holiday: [] };
    const quietHours = { ...before.quietHours, marketing: week };
    const after = await client().ask("saveTenantSettings", {
      body: { name: "Exempelkraft", locale: "en", quietHours, caps: [], budget: null },
    });
    expect(after).toEqual({
      ...before,
      name: "Exempelkraft",
      locale: "en",
      quietHours,
      caps: [],
      budget: null,
    });
    expect(await client().ask("getTenantSettings")).toEqual(after);
  });

  test("is refused by its field, and nothing of it is kept", async () => {
    const before = await client().ask("getTenantSettings");
    const closed = { weekday: [], saturday: [], holiday: [] };
    const quietHours = { ...before.quietHours, service: closed };
    const wrong = [{ timeZone: "Europe/Stokholm" }, { name: "X", quietHours }];
    const places = [];
    for (const body of wrong) {
      const { problems } = await refusal(client().ask("saveTenantSettings", { body }));
      places.push(problems?.[0]?.place);
    }
    expect(places).toEqual(["body.timeZone", "body.quietHours.service"]);
    expect(await client().ask("getTenantSettings")).toEqual(before);
  });
});
