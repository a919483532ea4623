import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Explanation } from "@perennial/api";
import { ManualClock } from "@perennial/contract";
import { folderWith } from "@perennial/import/testing";
import { describe, expect, test } from "vitest";
import { explanationLines } from "./explanation.ts";
import { fileLog } from "./file-log.ts";
import { count, counted } from "./numbers.ts";
import { Progress } from "./progress.ts";
import { table } from "./table.ts";
import { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";

test("a table is as wide as what stands in it, with numbers at the right", () => {
  const columns = [{ title: "what" }, { title: "times", align: "right" }] as const;
  expect(
    table(columns, [
      ["mailed", "7"],
      ["på é", "1,200"],
    ]),
  ).toEqual([...["what    times", "mailed      7", "på é    1,200"]]);
});

test("counts have their noun in the right number", () => {
  expect([counted(0, "row"), counted(1, "row"), counted(69_659, "row")]).toEqual([
    ...["0 rows", "1 row", "69,659 rows"],
  ]);
  expect(count(2.6)).toBe("3");
});

test("a text is broken at blanks, and keeps its own lines", () => {
  expect(wrap("one two three\nfour", 9, "  ")).toEqual(["  one two", "  three", "  four"]);
  expect(wrap("unbreakable", 5)).toEqual(["unbreakable"]);
});

describe("progress", () => {
  function watching(isTTY: boolean) {
    const told: string[] = [];
    const at = { now: 0 };
    const sink = { isTTY, write: (text: string) => told.push(text) };
    const progress = new Progress(new Terminal(sink, sink), () => at.now);
    const tellAt = (now: number) => {
      at.now = now;
      progress.tell((seconds) => `${seconds} s`);
    };
    return { told, tellAt, progress };
  }

  test("is told of nothing that takes less than a second", () => {
    const { told, tellAt, progress } = watching(true);
    for (const now of [0, 500, 999]) tellAt(now);
    progress.clear();
    expect(told).toEqual([]);
  });

  test("is written over one line where a person watches, and the line is taken away", () => {
    const { told, tellAt, progress } = watching(true);
    for (const now of [1_000, 1_100, 1_200]) tellAt(now);
    progress.clear();
    expect(told).toEqual(["\r1 s\u001b[K", "\r1.2 s\u001b[K", "\r\u001b[K"]);
  });

  test("is a line now and then, without colours, where nobody watches", () => {
    const { told, tellAt, progress } = watching(false);
    for (const now of [1_000, 2_000, 5_999, 6_000]) tellAt(now);
    progress.clear();
    expect(told).toEqual(["1 s\n", "6 s\n"]);
  });
});

test("a log in a file is made with its first line, and each line is JSON", async () => {
  const folder = await folderWith();
  const path = join(folder, "deeper", "server.log");
  const log = fileLog(path, new ManualClock("2026-03-02T08:00:00.000Z"));
  log.warn("A thing.", { tenant: "demo" });
  log.info("Another.");
  expect(await readFile(path, "utf8")).toBe(
    '{"level":40,"time":1772438400000,"tenant":"demo","msg":"A thing."}\n{"level":30,"time":1772438400000,"msg":"Another."}\n',
  );
});

describe("an explanation", () => {
  const explanation: Explanation = {
    ...{ customerId: "c1", name: "Anna Ek" },
    programs: [
      {
        ...{ program: "renewal", name: "Förlängning", agreementId: "a1" },
        ...{ summary: "Är i programmet.", next: "Nästa steg tas i morgon." },
        lines: [{ at: "2026-07-01T06:30:00.000Z", sentence: "Kom in." }],
      },
    ],
    messages: [
      {
        ...{ at: "2026-07-03T06:30:00.000Z", channel: "sms", direction: "in" },
        ...{ text: "JA", sentence: "svar" },
      },
      {
        ...{ at: "2026-07-02T06:30:00.000Z", channel: "email", direction: "out" },
        ...{ text: "Hej Anna!\n\nHälsningar", sentence: "meddelande" },
      },
    ],
  };

  test("is read in paragraphs, oldest first, with times in the zone that is asked for", () => {
    expect(explanationLines(explanation, { locale: "sv", timeZone: "Europe/Stockholm" })).toEqual([
      "Anna Ek (c1)",
      "Tider i Europe/Stockholm.",
      "",
      "Förlängning (renewal), avtal a1",
      "  Är i programmet.",
      "  Nästa steg tas i morgon.",
      "  2026-07-01 08:30  Kom in.",
      "",
      "Kontakter",
      "  2026-07-02 08:30  e-post, till kunden: meddelande",
      "                    Hej Anna!",
      "",
      "                    Hälsningar",
      "  2026-07-03 08:30  sms, från kunden: svar",
      "                    JA",
    ]);
  });

  test("says so where there is nothing to tell", () => {
    const empty = { ...explanation, programs: [], messages: [] };
    expect(explanationLines(empty, { locale: "en", timeZone: "UTC" })).toEqual([
      "Anna Ek (c1)",
      "Times in UTC.",
      "",
      "No program has had anything to do with the customer.",
      "",
      "Contacts",
      "  No contact yet.",
    ]);
  });
});
