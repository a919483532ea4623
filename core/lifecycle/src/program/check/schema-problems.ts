import type { LocalizedText } from "@perennial/contract";
import type { z } from "zod";
import { PROGRAM_FILE, type Problem } from "../problem.ts";
import type { Path, PlaceOf } from "../read-yaml.ts";
import { bestFit } from "./best-fit.ts";
import { meant } from "./check-names.ts";
import { describeIssue } from "./describe-issue.ts";
import { nearest } from "./nearest.ts";
import { type Issue, isMissing, issuesOf, keysOf } from "./schema-issue.ts";
import { whereIs } from "./where-is.ts";

/** What a schema finds wrong, and where in the value it is. */
export interface SchemaProblem extends Problem {
  /** With the key that is missing or unknown; empty for the whole. */
  readonly path: Path;
}

/** What the schema finds wrong with a program, in plain sentences at the place of each. */
export function schemaProblems(
  schema: z.ZodType,
  value: unknown,
  placeOf: PlaceOf,
): readonly SchemaProblem[] {
  const issues = issuesOf(schema, value).flatMap(bestFit);
  return issues
    .filter((issue) => !isMisspelt(issue, issues))
    .flatMap((issue) => {
      if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) => unknownKey(key, issue, value, placeOf));
      }
      const { message, remedy } = describeIssue(issue);
      const part = issue.code === "invalid_key" ? "key" : "value";
      const at = isMissing(issue) ? issue.path.slice(0, -1) : issue.path;
      const found = problem(placeOf(at, part), placed(issue.path, value, message), remedy);
      return { ...found, path: issue.path };
    });
}

/** Whether a key is missing only because it has been misspelt, which is told already. */
function isMisspelt(issue: Issue, issues: readonly Issue[]): boolean {
  if (!isMissing(issue)) return false;
  const holder = issue.path.slice(0, -1).join(".");
  const key = String(issue.path.at(-1));
  return issues.some(
    (other) =>
      other.code === "unrecognized_keys" &&
      other.path.join(".") === holder &&
      other.keys.some((written) => nearest(written, keysOf(other)) === key),
  );
}

function unknownKey(key: string, issue: Issue, value: unknown, placeOf: PlaceOf): SchemaProblem {
  const known = keysOf(issue);
  const near = nearest(key, known);
  const path: Path = [...issue.path, key];
  const hint = meant(key, known);
  const message = placed(path, value, {
    sv: `nyckeln ”${key}” finns inte.${hint.sv}`,
    en: `there is no key "${key}".${hint.en}`,
  });
  const remedy = near
    ? { sv: `Skriv ”${near}” i stället.`, en: `Write "${near}" instead.` }
    : {
        sv: `Ta bort den, eller använd någon av ${known.join(", ")}.`,
        en: `Remove it, or use one of ${known.join(", ")}.`,
      };
  return { ...problem(placeOf(path, "key"), message, remedy, "unknown-key"), path };
}

function problem(
  place: { line: number; column: number },
  message: LocalizedText,
  remedy: LocalizedText,
  code = "schema",
): Problem {
  return { file: PROGRAM_FILE, ...place, severity: "error", code, message, remedy };
}

/** A sentence with its place before it, beginning with a capital. */
function placed(path: Path, value: unknown, { sv, en }: LocalizedText): LocalizedText {
  const where = whereIs(path, value);
  return { sv: begun(`${where.sv}${sv}`), en: begun(`${where.en}${en}`) };
}

function begun(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
