import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type ReadYaml, readMapping, readYaml, schemaFaults } from "@perennial/import";
import { checkProgram, RulePack, type SmsLength, smsLengths } from "@perennial/lifecycle";
import { listPrograms, PROGRAM_FILE, readProgramFolder } from "@perennial/programs";
import { type CliError, usageError } from "../output/cli-error.ts";
import { asProblems, type FileProblem, inEnglish } from "./file-problem.ts";
import { libraryPacks } from "./library-packs.ts";

/**
 * Everything wrong with a file or folder, which may be a program, a rule pack or a mapping.
 * @param beside what is checked with it: rule packs and programs among them are known to each other
 * @throws CliError for a path where none of these is.
 */
export async function checkPath(
  path: string,
  beside: readonly string[],
): Promise<readonly FileProblem[]> {
  const kind = await kindOf(path);
  if (kind === "folder") return checkFolder(path, beside);
  if (kind === "nothing") throw usageError(`There is no file or folder "${path}". Check the path.`);
  if (basename(path) === PROGRAM_FILE) return checkFolder(dirname(path), beside);
  if (!/\.ya?ml$/.test(path)) throw unknownKind(path);
  const text = await readFile(path, "utf8");
  const yaml = readYaml(text);
  if (yaml.faults.length > 0) return asProblems(path, yaml.faults);
  const keys = keysOf(yaml.value);
  if (keys.some((key) => MAPPING_KEYS.has(key))) return asProblems(path, readMapping(text).faults);
  if (keys.some((key) => RULE_PACK_KEYS.has(key))) {
    return asProblems(path, schemaFaults(RulePack, yaml));
  }
  throw unknownKind(path);
}

function unknownKind(path: string): CliError {
  return usageError(
    `"${path}" is no program, rule pack or mapping. A program is a folder with a ${PROGRAM_FILE}; ` +
      `a rule pack has "marketingBasis", a mapping "customers", "agreements" or "purchases".`,
  );
}

const MAPPING_KEYS: ReadonlySet<string> = new Set([
  ...["customers", "agreements", "purchases", "consents", "files"],
]);
const RULE_PACK_KEYS: ReadonlySet<string> = new Set([
  ...["marketingBasis", "statutoryNotice", "stopWords", "quietHours", "country"],
]);

async function kindOf(path: string): Promise<"folder" | "file" | "nothing"> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch {
    return "nothing";
  }
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

async function checkFolder(
  folder: string,
  beside: readonly string[],
): Promise<readonly FileProblem[]> {
  const files = await readProgramFolder(folder);
  const rulePacks = { ...(await libraryPacks()), ...(await packsAmong(beside)) };
  const others = beside.map((path) => basename(resolve(programFolder(path))));
  const programs = [...new Set([...(await listPrograms()), basename(resolve(folder)), ...others])];
  return checkProgram(files, { rulePacks, programs }).map(({ code: _, file, ...rest }) => ({
    ...inEnglish(rest),
    file: join(folder, file),
  }));
}

/** How long the text messages of a program are; none where the path is no program's. */
export async function measurePath(path: string): Promise<readonly SmsLength[]> {
  const kind = await kindOf(path);
  if (kind !== "folder" && basename(path) !== PROGRAM_FILE) return [];
  return smsLengths(await readProgramFolder(programFolder(path)));
}

function programFolder(path: string): string {
  return basename(path) === PROGRAM_FILE ? dirname(path) : path;
}

/** The rule packs among files that are checked together; those with faults are told by their own check. */
async function packsAmong(paths: readonly string[]): Promise<Readonly<Record<string, RulePack>>> {
  const texts = await Promise.all(paths.map((path) => readFile(path, "utf8").catch(() => "")));
  const packs = texts.flatMap((text) => rulePackOf(readYaml(text)) ?? []);
  return Object.fromEntries(packs.map((pack) => [pack.id, pack]));
}

function rulePackOf({ value }: ReadYaml): RulePack | undefined {
  const read = RulePack.safeParse(value);
  return read.success ? read.data : undefined;
}
