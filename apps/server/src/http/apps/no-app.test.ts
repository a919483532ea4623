import { expect, test } from "vitest";
import { useMarketServer } from "../../testing/market-server.ts";
import { problemIn } from "../../testing/test-server.ts";

const server = useMarketServer({});

test("an app without credentials has no doors, and the log says once how it would have some", async () => {
  const doors = [
    ["GET", "/apps/market/install"],
    ["GET", "/apps/market/callback?state=x&code=y"],
    ["GET", "/apps/market/v1/customers"],
    ["POST", "/apps/market/actions/enrol"],
    ["POST", "/hooks/v1/apps/market"],
    ["POST", "/hooks/v1/apps/nothing"],
  ] as const;
  for (const [method, path] of doors) {
    const response = await server().signed(path, {
      method,
      ...(method === "POST" && { body: {} }),
    });
    expect([path, (await problemIn(response)).status]).toEqual([path, 404]);
  }
  const told = server().lines.filter((line) => line.includes("PERENNIAL_MARKET_CLIENT_SECRET"));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("Set PERENNIAL_MARKET_APP_ID, PERENNIAL_MARKET_CLIENT_SECRET");
});
