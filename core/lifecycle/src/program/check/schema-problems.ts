import type { z } from "zod";
import { PROGRAM_FILE, type Problem } from "../problem.ts";
import type { Path, PlaceOf } from "../read-yaml.ts";
import { bestFit } from "./best-fit.ts";
import { describeIssue } from "./describe-issue.ts";
import { nearest } from "./nearest.ts";
import { type Issue, isMissing, issuesOf, keysOf } from "./schema-issue.ts";
import { whereIs } from "./where-is.ts";

/** What the schema finds wrong with a program, in plain sentences at the place of each. */
export function schemaProblems(
  schema: z.ZodType,
  value: unknown,
  placeOf: PlaceOf,
): readonly Problem[] {
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
      return problem(placeOf(at, part), `${whereIs(issue.path, value)}${message}`, remedy);
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

function unknownKey(key: string, issue: Issue, value: unknown, placeOf: PlaceOf): Problem {
  const known = keysOf(issue);
  const near = nearest(key, known);
  const path: Path = [...issue.path, key];
  const meant = near ? ` Did you mean "${near}"?` : "";
  const message = `${whereIs(path, value)}there is no key "${key}".${meant}`;
  const remedy = near
    ? `Write "${near}" instead.`
    : `Remove it, or use one of ${known.join(", ")}.`;
  return problem(placeOf(path, "key"), message, remedy, "unknown-key");
}

function problem(
  place: { line: number; column: number },
  message: string,
  remedy: string,
  code = "schema",
): Problem {
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return { file: PROGRAM_FILE, ...place, severity: "error", code, message: sentence, remedy };
}
