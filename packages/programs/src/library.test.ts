import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkProgram, parseProgram, programJsonSchema } from "@perennial/lifecycle";
import { expect, onTestFinished, test } from "vitest";
import { libraryFolder, listPrograms, readLibraryProgram } from "./library.ts";
import { LibraryError } from "./library-error.ts";
import { readProgramFolder } from "./read-program-folder.ts";
import { listRulePacks, readRulePack } from "./rule-pack-library.ts";

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "perennial-programs-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "templates"));
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
  return folder;
}

test("the library's programs are its folders with a program file", async () => {
  expect(await listPrograms()).toContain("renewal");
  expect(await listPrograms()).not.toContain("rule-packs");
});

test("the checker finds nothing wrong with any program of the library, and each is named as its folder", async () => {
  const packs = await Promise.all((await listRulePacks()).map(readRulePack));
  const rulePacks = Object.fromEntries(packs.map((pack) => [pack.id, pack]));
  const programs = await listPrograms();
  for (const id of programs) {
    const files = await readLibraryProgram(id);
    const problems = checkProgram(files, { rulePacks, programs });
    // That a statutory date is a setting is told to everyone who may change it; it is no fault.
    expect(problems.filter(({ code }) => code !== "statutory-settings")).toEqual([]);
    expect(parseProgram(files).program?.id).toBe(id);
  }
});

test("every rule pack of the library is one, is named as its file, and says where its rules can be read", async () => {
  for (const id of await listRulePacks()) {
    const pack = await readRulePack(id);
    expect(pack.id).toBe(id);
    expect(pack.sources.length).toBeGreaterThan(0);
  }
});

test("the Swedish rule pack asks for a notice 90 to 60 days before by e-mail or post, and never takes an SMS for one", async () => {
  const { statutoryNotice, writtenAcceptanceAfterCall } = await readRulePack("se-electricity");
  expect(statutoryNotice).toEqual({
    ...{ earliestDaysBefore: 90, latestDaysBefore: 60 },
    channels: ["email", "post"],
  });
  expect(writtenAcceptanceAfterCall).toBe(true);
});

test("the schema for editors is the one that programs are read with", async () => {
  const written = await readFile(join(libraryFolder(), "program.schema.json"), "utf8");
  expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(programJsonSchema())));
});

test("a program's files are its program file and its templates, and nothing else that lies there", async () => {
  const folder = await folderWith({
    "program.yaml": "id: x",
    "README.md": "for people",
    "templates/hello.sms.sv.txt": "Hej!",
    "templates/.DS_Store": "",
  });
  expect(await readProgramFolder(folder)).toEqual({
    "program.yaml": "id: x",
    "templates/hello.sms.sv.txt": "Hej!",
  });
});

test("a program without templates has its program file alone", async () => {
  const folder = await folderWith({ "program.yaml": "id: x" });
  await rm(join(folder, "templates"), { recursive: true });
  expect(await readProgramFolder(folder)).toEqual({ "program.yaml": "id: x" });
});

test("what is not there is told with its name and what to do", async () => {
  const folder = await folderWith({});
  await expect(readProgramFolder(folder)).rejects.toThrow(/no program\.yaml in .* Give the path/);
  await expect(readLibraryProgram("winter")).rejects.toThrow(/no program "winter".*renewal/);
  await expect(readRulePack("../renewal/program")).rejects.toThrow(LibraryError);
});
