import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileWith } from "../testing/temporary-folder.ts";
import { type CsvOptions, openCsv } from "./open-csv.ts";
import { csvLine } from "./write-csv.ts";

async function read(content: string | Uint8Array, options?: CsvOptions) {
  const csv = await openCsv(await fileWith(content), options);
  const rows = [];
  for await (const block of csv.blocks()) rows.push(...block.rows);
  return { ...csv, rows };
}

const cellsOf = ({ rows }: Awaited<ReturnType<typeof read>>) =>
  rows.map((row) => ("cells" in row ? row.cells : row.fault));

test.each([",", ";", "\t", "|"] as const)("the delimiter %j is found in the header", async (by) => {
  const csv = await read(`id${by}name${by}city\n1${by}Anna${by}Umeå\n`);
  expect(csv).toMatchObject({ delimiter: by, columns: ["id", "name", "city"] });
  expect(cellsOf(csv)).toEqual([["1", "Anna", "Umeå"]]);
});

test("a delimiter inside of quotation marks in the header does not count", async () => {
  expect(await read('"a,b,c,d";x\n')).toMatchObject({ delimiter: ";", columns: ["a,b,c,d", "x"] });
});

describe("encodings", () => {
  test("UTF-8 with and without a byte order mark", async () => {
    for (const mark of ["", "\uFEFF"]) {
      const csv = await read(`${mark}id,name\n1,Åsa\n`);
      expect(csv).toMatchObject({ encoding: "utf-8", columns: ["id", "name"] });
      expect(cellsOf(csv)).toEqual([["1", "Åsa"]]);
    }
  });

  test("Windows-1252, though its only letter beyond ASCII stands at the end of a long file", async () => {
    const text = `id,name\n${"1,Anna\n".repeat(100_000)}2,\u00d6rjan\n`;
    const csv = await read(Buffer.from(text, "latin1"));
    expect(csv.encoding).toBe("windows-1252");
    expect(cellsOf(csv).at(-1)).toEqual(["2", "Örjan"]);
  });

  test("UTF-16 as Excel writes it", async () => {
    const csv = await read(Buffer.from("\uFEFFid\tname\r\n1\tÅsa\r\n", "utf16le"));
    expect(cellsOf(csv)).toEqual([["1", "Åsa"]]);
  });

  test("a file that is not in the encoding it is said to be in is refused with a remedy", async () => {
    const bytes = Buffer.from("id,name\n1,\u00d6rjan\n", "latin1");
    await expect(read(bytes, { encoding: "utf-8" })).rejects.toThrow(
      /is not in the encoding utf-8.*Name the right one under "files"/,
    );
  });
});

test.each(["\n", "\r\n", "\r"])(
  "lines may end with %j, and the last one with nothing",
  async (end) => {
    expect(cellsOf(await read(["id,name", "1,Anna", "", "2,Bo"].join(end)))).toEqual([
      ["1", "Anna"],
      ["2", "Bo"],
    ]);
  },
);

test("each row knows the line it begins on, after empty lines and values of several lines too", async () => {
  const { rows } = await read('id,note\n\n1,"a\nb\nc"\n2,d\n\n\n3,e\n');
  expect(rows.map(({ line }) => line)).toEqual([3, 6, 9]);
});

test("a stray quotation mark costs its own row and no other", async () => {
  const csv = await read('id,note\n1,a\n2,"never closed\n3,b\n4,"c"d\n5,"e"\n6,"open at the end');
  expect(
    csv.rows.map((row) => ("cells" in row ? row.cells[0] : `${row.line}: ${row.fault}`)),
  ).toEqual([
    "1",
    "3: a quotation mark is not closed on this line, nor where the next ones stand",
    "3",
    "5: a value goes on after its closing quotation mark",
    "5",
    "7: a quotation mark is opened and not closed",
  ]);
});

test("a quotation mark that is never closed does not swallow a long file", async () => {
  const { rows } = await read(`id,note\n1,"open\n${"2,a\n".repeat(100_000)}`);
  expect(rows).toHaveLength(100_001);
  expect(rows.filter((row) => "fault" in row)).toHaveLength(1);
});

test("a row with too few or too many values is at fault; empty ones too many do no harm", async () => {
  expect(cellsOf(await read("a,b\n1\n1,2,3\n1,2,,\n"))).toEqual([
    "the row has 1 values and the header 2",
    "the row has 3 values and the header 2; put a value that contains the delimiter in quotation marks",
    ["1", "2"],
  ]);
});

test("what no database can hold, and a line without end, are faults of their rows", async () => {
  expect(cellsOf(await read(`a,b\n1,x\0y\n2,${"z".repeat(1_100_000)}\n3,ok\n`))).toEqual([
    "the line has a NUL character in it",
    "the line has more than 1000000 characters",
    ["3", "ok"],
  ]);
});

test("a file without a header gets the names it is given, and lines before a header are passed over", async () => {
  expect(cellsOf(await read("1,Anna\n", { columns: ["id", "name"] }))).toEqual([["1", "Anna"]]);
  const csv = await read("Export of 1 March\n\nid;name\n1;Anna\n", { skipLines: 1 });
  expect(csv.columns).toEqual(["id", "name"]);
  expect(csv.rows).toEqual([{ line: 4, cells: ["1", "Anna"] }]);
});

test("a file that is not there, a folder and an empty file are told with their name", async () => {
  await expect(openCsv("/nowhere/x.csv")).rejects.toThrow(/no file "\/nowhere\/x.csv"/);
  await expect(openCsv("/")).rejects.toThrow(/"\/" is no file/);
  await expect(read("\n \n")).rejects.toThrow(/is empty/);
});

test("whatever is written is read back, wherever the blocks of the file end", async () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('"', "\n", "\r\n", ",", "åäö", '""', "x"));
  const row = fc.tuple(fc.constant("id"), cell.map(plain), cell.map(plain));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
      const text = [["a", "b", "c"], ...rows].map((cells) => csvLine(cells)).join("");
      expect(cellsOf(await read(text))).toEqual(rows);
    }),
    { seed: 2, numRuns: 50 },
  );
});

/** Without what is refused, and with the line ends as they are read: all alike. */
function plain(text: string): string {
  return text.replaceAll("\0", "").replaceAll("\r\n", "\n").replaceAll("\r", "");
}
