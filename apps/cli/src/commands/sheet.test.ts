import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { folderWith } from "@perennial/import/testing";
import { parseProgram } from "@perennial/lifecycle";
import { libraryFolder, listPrograms, readLibraryProgram } from "@perennial/programs";
import { sheetPdf, sheetSvg } from "@perennial/sheet";
import { describe, expect, test, vi } from "vitest";
import { perennialHere, TRACE } from "../testing/run-commands.ts";

vi.setConfig({ testTimeout: 120_000 });

const ids = await listPrograms();

describe("programs", () => {
  test("lists every program of the library with what it is for and what starts it", async () => {
    const { code, out } = await perennialHere(["programs", "--locale", "sv"]);
    expect(code).toBe(0);
    for (const id of ids) expect(out).toMatch(new RegExp(`^${id}: .+\n {2}.+`, "m"));
    expect(out).toContain("renewal: Förlängning av elavtal\n");
    expect(out).toContain("  Familj: Behålla · Gäller: varje avtal\n");
    expect(out).toContain("  Startar: 90 dagar före avtalets slutdag\n");
  });

  test("gives the same as JSON", async () => {
    const { out } = await perennialHere(["programs", "--json"]);
    const { programs } = JSON.parse(out);
    expect(programs.map(({ id }: { id: string }) => id)).toEqual(ids);
    const renewal = programs.find(({ id }: { id: string }) => id === "renewal");
    expect(renewal).toMatchObject({ subject: "agreement", family: "Retain" });
    expect(renewal.starts[0]).toBe("90 days before the agreement's end date");
  });
});

describe("sheet", () => {
  test("prints Markdown with the process map when nothing else is asked for", async () => {
    const { code, out, err } = await perennialHere(["sheet", "renewal", "--locale", "sv"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^# Process renewal: Förlängning av elavtal\n/);
    expect(out).toMatch(/## Processkarta\n\n```mermaid\nflowchart TD/);
  });

  test("reads a program by its folder and by its file", async () => {
    const folder = join(libraryFolder(), "renewal");
    const [byId, byFolder, byFile] = await Promise.all(
      ["renewal", folder, join(folder, "program.yaml")].map((name) =>
        perennialHere(["sheet", name]),
      ),
    );
    expect(byFolder).toEqual(byId);
    expect(byFile).toEqual(byId);
  });

  test("writes to a file in the format that its name says, the same bytes each time", async () => {
    const folder = await folderWith({});
    const files = ["a.pdf", "b.pdf"].map((name) => join(folder, name));
    for (const file of files) {
      const { code, out, err } = await perennialHere(["sheet", "renewal", "--out", file]);
      expect({ code, out }).toEqual({ code: 0, out: "" });
      expect(err).toContain(`The sheet of "renewal" is in ${file}.`);
    }
    const [first, second] = await Promise.all(files.map((file) => readFile(file)));
    expect(first?.subarray(0, 5).toString()).toBe("%PDF-");
    expect(second && first?.equals(second)).toBe(true);
  });

  test.each([
    ["sheet renewl", /no program "renewl"\. Did you mean "renewal"\? "perennial programs" lists/],
    ["sheet zzzzzz", /no program "zzzzzz"\. "perennial programs" lists/],
    ["sheet /nowhere/at-all", /There is no file or folder "\/nowhere\/at-all"\. Check the path\./],
    [
      "sheet package.json",
      /"package\.json" is no program\. A program is a folder with a program\.yaml\./,
    ],
    ["sheet renewal --format doc", /Allowed choices are md, svg, pdf\./],
    ["sheet renewal --format pdf", /A PDF goes to a file\. Name it, such as --out sheet\.pdf\./],
  ])("%s is wrong usage, told in a sentence", async (line, sentence) => {
    const { code, out, err } = await perennialHere(line.split(" "));
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(TRACE);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  test("a folder that is not there, and one in place of a file, are told", async () => {
    const folder = await folderWith({});
    const missing = await perennialHere(["sheet", "renewal", "--out", join(folder, "no", "x.md")]);
    expect(missing).toMatchObject({ code: 1, out: "" });
    expect(missing.err).toContain(`There is no folder "${join(folder, "no")}". Create it`);
    const place = await perennialHere(["sheet", "renewal", "--format", "md", "--out", folder]);
    expect(place).toMatchObject({ code: 1, out: "" });
    expect(place.err).toContain(`"${folder}" is a folder.`);
  });

  test("a program that cannot be read is told with its place", async () => {
    const folder = await folderWith({ "program.yaml": "id: x\nname: [\n" });
    const { code, err } = await perennialHere(["sheet", folder]);
    expect(code).toBe(2);
    expect(err).toMatch(/is no program yet\.\n.*program\.yaml:\d+:\d+ /);
  });

  test.each(ids)("%s of the library has a sheet in both languages", async (id) => {
    const { program } = parseProgram(await readLibraryProgram(id));
    expect(program).toBeDefined();
    if (!program) return;
    for (const locale of ["sv", "en"] as const) {
      const svg = sheetSvg(program, locale);
      expect(svg).not.toMatch(/NaN|undefined|\ufffd/);
      const pdf = await sheetPdf(program, locale);
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
    }
  });
});
