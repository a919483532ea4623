import {
  createPerennialApi,
  formatCount,
  formatDate,
  formatDuration,
  formatMoment,
  formatMoney,
  languageOf,
  PerennialError,
  problemWords,
  startOfDay,
} from "perennial-hubspot-shared";
import { describe, expect, test } from "vitest";

/** Intl writes amounts with spaces that do not break. */
const plain = (text: string) => text.replace(/\s/g, " ");

describe("words and figures", () => {
  test("are in Swedish for those who have it, in English for all others", () => {
    expect(
      ["sv-se", "sv", "en-us", "de", undefined].map((locale) => languageOf({ locale })),
    ).toEqual(["sv", "sv", "en", "en", "en"]);
    expect(languageOf({ language: "sv", locale: "en-us" })).toBe("sv");
  });

  test("are as people write them", () => {
    expect(formatDate("2026-03-31", "sv")).toBe("31 mars 2026");
    expect(formatMoment("2026-07-01T22:30:00.000Z", "en", "Europe/Stockholm")).toContain(
      "2 Jul 2026",
    );
    expect(plain(formatMoney(129900, "SEK", "sv"))).toBe("1 299,00 kr");
    expect(plain(formatMoney(1299, "JPY", "en"))).toBe("JP¥1,299");
    expect([formatCount(12300, "en"), plain(formatCount(12300, "sv"))]).toEqual([
      "12,300",
      "12 300",
    ]);
    expect(formatDuration("P1M", "sv")).toBe("1 månad");
    expect(formatDuration("P7DT12H30M", "en")).toBe("7 days 12 hours 30 minutes");
    expect(formatDuration("soon", "en")).toBe("soon");
  });

  test("a day begins at its zone's midnight, also when the clocks change", () => {
    const stockholm = (month: number, date: number) =>
      startOfDay({ year: 2026, month, date }, "Europe/Stockholm");
    expect(stockholm(0, 15)).toBe("2026-01-14T23:00:00.000Z");
    expect(stockholm(2, 29)).toBe("2026-03-28T23:00:00.000Z");
    expect(stockholm(2, 30)).toBe("2026-03-29T22:00:00.000Z");
    expect(stockholm(9, 26)).toBe("2026-10-25T23:00:00.000Z");
    expect(startOfDay({ year: 2026, month: 0, date: 15 }, "America/New_York")).toBe(
      "2026-01-15T05:00:00.000Z",
    );
  });
});

describe("asking Perennial", () => {
  const failing = (answer: () => Promise<Response>) =>
    createPerennialApi(
      answer,
      "https://perennial.example",
    )("listPrograms").catch((error: unknown) => error);

  test("goes to the app's own door, with values in path and query as they are", async () => {
    const urls: string[] = [];
    const ask = createPerennialApi(async (url) => {
      urls.push(url);
      return Response.json({});
    }, "https://perennial.example/");
    await ask("getCustomerCard", { params: { id: "a/b å" }, query: { locale: "en" } });
    expect(urls).toEqual([
      "https://perennial.example/apps/hubspot/v1/customers/a%2Fb%20%C3%A5/card?locale=en",
    ]);
  });

  test("is told in words whatever the answer is", async () => {
    const answers: [() => Promise<Response>, string][] = [
      [async () => new Response("<html>", { status: 502 }), "Perennial does not answer"],
      [async () => Response.json({ nothing: 1 }, { status: 429 }), "too many requests"],
      [async () => new Response("not json"), "Something went wrong"],
      [() => Promise.reject(new TypeError("no network")), "Perennial does not answer"],
      [async () => Response.json({ detail: "There is none." }, { status: 404 }), "There is none."],
    ];
    for (const [answer, words] of answers) {
      const error = await failing(answer);
      expect(error).toBeInstanceOf(PerennialError);
      expect(problemWords(error, "en")).toContain(words);
    }
  });

  test("asks nobody while it is not known where Perennial is", async () => {
    const ask = createPerennialApi(() => Promise.reject(new Error("asked")), "");
    const error = await ask("listPrograms").catch((reason: unknown) => reason);
    expect(problemWords(error, "sv")).toContain("Appen vet inte var Perennial finns.");
  });
});
