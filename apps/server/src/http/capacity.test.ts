import { ApiError, Client } from "@perennial/api";
import { describe, expect, test } from "vitest";
import { useMarketServer } from "../testing/market-server.ts";

const server = useMarketServer();
const client = () => new Client({ url: server().url, token: server().token });

const perDay = {
  ...{ monday: 60, tuesday: 60, wednesday: 60, thursday: 60, friday: 40 },
  ...{ saturday: 0, sunday: 0 },
};

describe("how many calls the agents can make", () => {
  test("is not set until somebody sets it, and then what they set", async () => {
    expect(await client().ask("getAgentCapacity")).toEqual({
      capacity: null,
      waiting: 0,
      today: null,
    });
    const capacity = { perDay, days: [{ date: "2026-12-23", calls: 20 }], reserve: 0.1 };
    const set = await client().ask("putAgentCapacity", { body: { capacity } });
    expect(set).toMatchObject({ capacity, waiting: 0, today: { given: 0 } });
    expect(await client().ask("getAgentCapacity")).toEqual(set);
    const none = await client().ask("putAgentCapacity", { body: { capacity: null } });
    expect(none).toMatchObject({ capacity: null, today: null });
  });

  test("is refused by its field", async () => {
    const day = { date: "2026-12-23", calls: 20 };
    const wrong = [
      { perDay: { ...perDay, monday: -1 }, days: [], reserve: 0 },
      { perDay, days: [day, day], reserve: 0 },
      { perDay, days: [], reserve: 2 },
    ];
    const places = [];
    for (const capacity of wrong) {
      const refused = await client()
        .ask("putAgentCapacity", { body: { capacity } })
        .catch((error: unknown) => error);
      if (!(refused instanceof ApiError)) throw new Error("it was not refused");
      places.push(refused.problem.problems?.[0]?.place);
    }
    expect(places).toEqual([
      "body.capacity.perDay.monday",
      "body.capacity.days.1.date",
      "body.capacity.reserve",
    ]);
  });
});
