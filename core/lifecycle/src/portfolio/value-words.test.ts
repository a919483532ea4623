import type { Agreement } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { customerHistory } from "./customer-history.ts";
import { ValueClassRules } from "./value-class-rules.ts";
import { explainValue } from "./value-words.ts";

const counting = { zone: "Europe/Stockholm", currency: "SEK" };
const DAY = "2026-03-02";
const sv = { locale: "sv", currency: "SEK" } as const;
const en = { locale: "en", currency: "SEK" } as const;

const bought = (amounts: readonly number[]) =>
  customerHistory(
    {
      purchases: amounts.map((amount, index) => ({
        ...{ id: `p${index}`, customerId: "c", at: `2026-01-${10 + index}T10:00:00.000Z`, amount },
        ...{ currency: "SEK", quantity: 1, discount: 0 },
      })),
      ...{ agreements: [], interactions: [] },
    },
    counting,
  );

/** Spaces that do not break, as numbers are written with, told like others. */
const plain = (text: string) => text.replaceAll(/\s/g, " ");

describe("how a value was reckoned", () => {
  test("is told with what was bought and returned, newest first", () => {
    const rules = ValueClassRules.parse({});
    const said = explainValue(bought([50_000, 120_000, -20_000]), { rules, day: DAY }, sv);
    expect(plain(said.sentence)).toBe("Köp minus returer från och med den 3 mars 2025: 1 500 kr.");
    expect(said.lines.map(plain)).toEqual([
      "Retur 12 januari 2026: −200 kr",
      "Köp 11 januari 2026: 1 200 kr",
      "Köp 10 januari 2026: 500 kr",
    ]);
    const { sentence } = explainValue(bought([]), { rules, day: DAY }, en);
    expect(plain(sentence)).toBe("Purchases less returns from 3 March 2025 on: SEK 0.");
  });

  test("names the largest parts and says how many smaller ones there are", () => {
    const rules = ValueClassRules.parse({});
    const amounts = Array.from({ length: 15 }, (_, index) => 1_000 * (index + 1));
    const { lines } = explainValue(bought(amounts), { rules, day: DAY }, en);
    expect(lines).toHaveLength(13);
    expect(lines.at(-1)).toBe("And 3 smaller ones.");
  });

  test("by agreements is told with those that run", () => {
    const rules = ValueClassRules.parse({ by: "agreements" });
    const agreement: Agreement = {
      ...{ id: "a", customerId: "c", party: "own", product: "Fast", kind: "fixed" },
      ...{ status: "active", start: "2025-05-01", end: "2026-04-30", yearlyValue: 480_000 },
      ...{ currency: "SEK", attributes: {}, updatedAt: "2025-05-01T00:00:00.000Z" },
    };
    const records = { purchases: [], agreements: [agreement], interactions: [] };
    const history = customerHistory(records, counting);
    const said = explainValue(history, { rules, day: DAY }, sv);
    expect(plain(said.sentence)).toBe("Det löpande årsvärdet av 1 avtal: 4 800 kr.");
    expect(said.lines.map(plain)).toEqual(["Avtal sedan 1 maj 2025, om året: 4 800 kr"]);
  });
});
