import fc from "fast-check";
import { expect, test } from "vitest";
import { splitRecord } from "./split-record.ts";
import { csvLine } from "./write-csv.ts";

test("values are parted by the delimiter, and quoted ones may hold it, line ends and doubled marks", () => {
  expect(splitRecord('a,"b,c","d\ne","f""g",', ",")).toEqual(["a", "b,c", "d\ne", 'f"g', ""]);
});

test("a mark inside of a value that does not begin with one is a character like others", () => {
  expect(splitRecord('5" pipe;x', ";")).toEqual(['5" pipe', "x"]);
});

test("a mark that is not closed leaves the record open, and text after a closing one makes it no record", () => {
  expect(splitRecord('a,"b', ",")).toBe("open");
  expect(splitRecord('a,"b""', ",")).toBe("open");
  expect(splitRecord('"b"x,c', ",")).toBe("malformed");
});

test("blanks of any length part values where they are the delimiter", () => {
  expect(splitRecord("  00001 19970101  1   11.77 ", "whitespace")).toEqual([
    ...["00001", "19970101", "1", "11.77"],
  ]);
});

test("what is written as a line is read back", () => {
  const cell = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", ""));
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1 }),
      fc.constantFrom(",", ";", "\t", "|"),
      (cells, by) => {
        expect(splitRecord(csvLine(cells, by).slice(0, -1), by)).toEqual(cells);
      },
    ),
    { seed: 1 },
  );
});
