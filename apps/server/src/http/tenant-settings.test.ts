import { ApiError, Client } from "@perennial/api";
import { describe, expect, test } from "vitest";
import { useMarketServer } from "../testing/market-server.ts";

const server = useMarketServer();

const client = () => new Client({ url: server().url, token: server().token });

/** What the server says against a request, place by place. */
async function refusal(asking: Promise<unknown>) {
  const error: unknown = await asking.catch((reason: unknown) => reason);
  if (!(error instanceof ApiError)) throw new Error("it was not refused");
  return error.problem;
}

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

  test("says how long things are kept and who is told, and by which connection", async () => {
    const before = await client().ask("getTenantSettings");
    expect(before).toMatchObject({ keepDays: 30, notify: [], notifyBy: null });
    const notify = ["anna@bolag.example", "Anna@Bolag.example", "drift@bolag.example"];
    const after = await client().ask("saveTenantSettings", { body: { keepDays: 14, notify } });
    const kept = ["anna@bolag.example", "drift@bolag.example"];
    expect(after).toEqual({ ...before, keepDays: 14, notify: kept });
    expect(await client().ask("saveTenantSettings", { body: after })).toEqual(after);
    const { problems } = await refusal(
      client().ask("saveTenantSettings", { body: { keepDays: 0, notify: ["anna"] } }),
    );
    expect(problems?.map(({ place }) => place)).toEqual(["body.keepDays", "body.notify.0"]);
    await client().ask("saveTenantSettings", { body: { keepDays: 30, notify: [] } });
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
