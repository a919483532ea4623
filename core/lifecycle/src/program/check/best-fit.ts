import { nearest } from "./nearest.ts";
import { type Issue, isMissing, keysOf } from "./schema-issue.ts";

/**
 * Where a value may have several forms, tells what is wrong with the one it most resembles. Where it
 * resembles none more than another, the issue stays whole.
 */
export function bestFit(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union" || issue.forms.length === 0) return [issue];
  const costs = issue.forms.map((form) => costOf(form));
  const least = Math.min(...costs);
  const best = issue.forms.filter((_, index) => costs[index] === least);
  const [form] = best;
  if (form === undefined || best.length > 1 || least >= WRONG_TYPE) return [issue];
  return form
    .map((each) => ({ ...each, path: [...issue.path, ...each.path] }))
    .flatMap((each) => bestFit(each));
}

const WRONG_TYPE = 100;

/** How far a value is from a form: a wrong type is another form, a misspelt key is nearly the same. */
function costOf(form: readonly Issue[]): number {
  const misspelt = new Set(
    form.flatMap((issue) => issue.keys.map((key) => nearest(key, keysOf(issue)))),
  );
  return form.reduce((sum, issue) => sum + costOfIssue(issue, misspelt), 0);
}

function costOfIssue(issue: Issue, misspelt: ReadonlySet<string | undefined>): number {
  if (issue.code === "unrecognized_keys") {
    const known = keysOf(issue);
    return issue.keys.reduce((sum, key) => sum + (nearest(key, known) === undefined ? 3 : 1), 0);
  }
  const key = issue.path.at(-1);
  if (issue.path.length === 1 && isMissing(issue)) return misspelt.has(String(key)) ? 0 : 2;
  if (issue.path.length === 0 && issue.code === "invalid_type") return WRONG_TYPE;
  if (issue.code === "invalid_union" && issue.forms.length > 0) {
    const inner = Math.min(...issue.forms.map((form) => costOf(form)));
    return issue.path.length === 0 ? inner : 1;
  }
  return 1;
}
