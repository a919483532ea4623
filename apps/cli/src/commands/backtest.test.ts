import { join } from "node:path";
import { folderWith } from "@perennial/import/testing";
import { expect, test, vi } from "vitest";
import { perennialHere } from "../testing/run-commands.ts";

// A year takes its time where much else runs.
vi.setConfig({ testTimeout: 60_000 });

/** Twelve customers whose agreements end in 2026; every other one renewed, the last one cancelled early. */
async function history(): Promise<readonly string[]> {
  const ids = Array.from({ length: 12 }, (_, index) => index + 1);
  const customers = ids.map((id) => `c${id},Kund ${id},c${id}@example.com,+4670174060${id % 10}`);
  const agreements = ids.flatMap((id) => {
    const end = `2026-${String(id).padStart(2, "0")}-28`;
    const cancelled = id === 12 ? "cancelled,,2026-02-01T09:00:00Z" : "ended,,";
    const old = `a${id},c${id},Fast,fixed,2025-01-15,${end},,${cancelled}`;
    const renewal = `b${id},c${id},Fast,fixed,2026-${String(id).padStart(2, "0")}-28,2027-12-31,a${id},active,2026-01-10T09:00:00Z,`;
    return id % 2 === 1 ? [old, renewal] : [old];
  });
  const folder = await folderWith({
    "customers.csv": `id,name,email,mobile\n${customers.join("\n")}\n`,
    "agreements.csv": `id,customer_id,product,kind,start,end,renewal_of,status,ordered_at,cancelled_at\n${agreements.join("\n")}\n`,
  });
  const files = ["customers", "agreements"].flatMap((kind) => [
    `--${kind}`,
    join(folder, `${kind}.csv`),
  ]);
  return ["backtest", "renewal", ...files, "--from", "2026-01-01", "--to", "2026-12-31"];
}

test("backtest tells who left, who would have been reached in time, the price, and what is not known", async () => {
  const { code, out, err } = await perennialHere(await history());
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const text = out.replaceAll(/\n */g, " ");
  expect(text).toMatch(/^Back-test: .* from 2026-01-01 to 2026-12-31, day by day/);
  expect(text).toMatch(
    /Of 12 customers we had when the period began, 6 left \(50%\) and 6 stayed, of whom 6 renewed\./,
  );
  expect(text).toMatch(/the program would have reached \d+ \(\d+[\d.]*%\) in time/);
  expect(text).toMatch(/cost SEK [\d.,]+/);
  expect(text).toContain("Agreements that were cancelled later: 1.");
});

test("backtest speaks Swedish, and gives data", async () => {
  const args = await history();
  const { out } = await perennialHere([...args, "--locale", "sv"]);
  expect(out.replaceAll(/\n */g, " ")).toContain(
    "Av 12 kunder vi hade när perioden började lämnade 6 (50 %)",
  );
  const { out: json } = await perennialHere([...args, "--json", "--address-from-sale"]);
  expect(JSON.parse(json)).toMatchObject({
    customers: 12,
    basis: "agreements",
    left: { customers: 6 },
  });
});

test("backtest says what it lacks", async () => {
  const args = await history();
  const without = await perennialHere(args.slice(0, 6));
  expect(without).toMatchObject({ code: 2 });
  expect(without.err).toContain("--from");
  const wrong = await perennialHere([...args, "--lost-after", "long"]);
  expect(wrong).toMatchObject({ code: 2 });
  expect(wrong.err).toContain("is no duration");
});
