import type { Condition, FieldCondition } from "../../condition/condition.ts";
import { daysOf, endOfDay, hull, type Interval, overlap } from "./day-interval.ts";

/** The days on which a condition may hold, and those on which it may not. */
export interface Judged {
  readonly yes: Interval | undefined;
  readonly no: Interval | undefined;
}

/** What is known of an enrolment while a path is followed. */
export interface KnownAt {
  /** The days before the agreement's end on which it is judged. */
  readonly at: Interval;
  /** The names that have been noted on the way. */
  readonly noted: ReadonlySet<string>;
}

/**
 * Parts the days by a condition as far as they and what is noted decide it. What they do not decide may
 * hold or not.
 */
export function judgeAt(condition: Condition, known: KnownAt): Judged {
  if ("all" in condition) return judgeAll(condition.all, known);
  if ("any" in condition) {
    const denied = judgeAll(
      condition.any.map((part): Condition => ({ not: part })),
      known,
    );
    return { yes: denied.no, no: denied.yes };
  }
  if ("not" in condition) {
    const { yes, no } = judgeAt(condition.not, known);
    return { yes: no, no: yes };
  }
  return "field" in condition ? judgeField(condition, known) : undecided(known);
}

function judgeAll(conditions: readonly Condition[], known: KnownAt): Judged {
  let yes: Interval | undefined = known.at;
  let no: Interval | undefined;
  for (const condition of conditions) {
    const judged = judgeAt(condition, known);
    yes = yes && judged.yes && overlap(yes, judged.yes);
    no = hull(no, judged.no);
  }
  return { yes, no };
}

function judgeField(condition: FieldCondition, { at, noted }: KnownAt): Judged {
  const [scope, name = ""] = condition.field.split(".");
  const isPresence = condition.is === "is-set" || condition.is === "is-empty";
  if (scope === "enrolment" && isPresence) {
    return noted.has(name) === (condition.is === "is-set")
      ? { yes: at, no: undefined }
      : { yes: undefined, no: at };
  }
  return condition.field === "agreement.end" ? judgeEnd(condition, at) : undecided({ at });
}

/** `agreement.end` against `today+P60D`: on which days before the end it holds. */
function judgeEnd({ is, value }: FieldCondition, at: Interval): Judged {
  if (is === "is-set") return { yes: at, no: undefined };
  if (is === "is-empty") return { yes: undefined, no: at };
  const [, sign, duration] = /^today(?:([+-])(P.+))?$/.exec(String(value)) ?? [];
  if (!String(value).startsWith("today")) return undecided({ at });
  const ahead = duration ? daysOf(duration, sign === "-" ? -1 : 1) : { from: 0, to: 0 };
  if (ahead.from !== ahead.to) return undecided({ at });
  // The end lies `-day` days ahead, so it comes before today+k on the days after -k.
  const turn = -ahead.from;
  const after = (day: number): Judged => ({
    yes: overlap(at, { from: day + 1, to: Number.POSITIVE_INFINITY }),
    no: overlap(at, { from: Number.NEGATIVE_INFINITY, to: endOfDay(day) }),
  });
  const denied = ({ yes, no }: Judged): Judged => ({ yes: no, no: yes });
  switch (is) {
    case "before":
      return after(turn);
    case "on-or-before":
      return after(turn - 1);
    case "after":
      return denied(after(turn - 1));
    case "on-or-after":
      return denied(after(turn));
    default:
      return undecided({ at });
  }
}

function undecided({ at }: Pick<KnownAt, "at">): Judged {
  return { yes: at, no: at };
}

const NEEDS_NO_VALUE: readonly string[] = ["is-empty", "not-equals", "not-one-of"];

/**
 * Whether a condition can only hold where no notice is owed: the agreement has been renewed or cancelled, has
 * no end, or is a competitor's.
 */
export function owesNoNotice(condition: Condition): boolean {
  if ("all" in condition) return condition.all.some(owesNoNotice);
  if ("any" in condition) return condition.any.every(owesNoNotice);
  if (!("field" in condition)) return false;
  const { field, is, value } = condition;
  if (field.startsWith("renewal.")) return !NEEDS_NO_VALUE.includes(is);
  if (field === "agreement.end") return is === "is-empty";
  const values = Array.isArray(value) ? value : [value];
  const isOneOf = is === "equals" || is === "one-of";
  if (field === "agreement.party") return isOneOf && values.every((each) => each === "competitor");
  return (
    field === "agreement.status" &&
    isOneOf &&
    values.every((each) => each === "cancelled" || each === "ended")
  );
}
