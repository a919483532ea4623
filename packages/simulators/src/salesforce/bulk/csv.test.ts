import { expect, test } from "vitest";
import { CsvError, formatCsv, parseCsv } from "./csv.ts";

const ROWS = [
  ["a", "b"],
  ['say "hej", you', "two\nlines"],
  ["", "last"],
];

test.each(["LF", "CRLF"] as const)("rows come back as they were written, with %s", (ending) => {
  expect(parseCsv(formatCsv(ROWS, ending), ending)).toEqual(ROWS);
});

test("cells without quotes, empty ones, and a last line without an end", () => {
  expect(parseCsv("a,b,\n,2,3", "LF")).toEqual([
    ["a", "b", ""],
    ["", "2", "3"],
  ]);
});

test("other ends of lines and quotes that do not close are refused", () => {
  expect(() => parseCsv("a\r\nb\r\n", "LF")).toThrow(CsvError);
  expect(() => parseCsv('"a\n', "LF")).toThrow(/does not end/);
  expect(() => parseCsv('"a"b\n', "LF")).toThrow(CsvError);
});
