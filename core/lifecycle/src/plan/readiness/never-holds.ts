import type { Condition, FieldCondition, RecordTest } from "../../condition/condition.ts";
import type { SettingValues } from "../../program/program.ts";

/** What can be said of a condition before any customer is asked. */
export type Prospect = "never" | "always" | "open";

/** Whether a field is empty at everybody; fields as `customer.email`, `purchases.category`, or a record alone. */
export type IsEmpty = (field: string) => boolean;

const HOLDS_OF_NOTHING: readonly FieldCondition["is"][] = ["is-empty", "not-equals", "not-one-of"];

/**
 * What a condition comes to where some fields are empty at everybody: `never` for a criterion that cannot fire (B-05),
 * `always` for one that tells nobody apart, `open` for one that depends on the customer.
 * @param settings What the settings that it names hold. @default none, and a figure held against one is `open`
 */
export function prospectOf(
  condition: Condition,
  isEmpty: IsEmpty,
  settings: SettingValues = {},
): Prospect {
  if ("all" in condition) {
    const parts = condition.all.map((part) => prospectOf(part, isEmpty, settings));
    if (parts.includes("never")) return "never";
    return parts.includes("open") ? "open" : "always";
  }
  if ("any" in condition) {
    const parts = condition.any.map((part) => prospectOf(part, isEmpty, settings));
    if (parts.includes("always")) return "always";
    return parts.includes("open") ? "open" : "never";
  }
  if ("not" in condition) return denied(prospectOf(condition.not, isEmpty, settings));
  if ("field" in condition) return ofTest(condition, condition.field, isEmpty);
  return ofFigure(condition, isEmpty, settings);
}

function denied(prospect: Prospect): Prospect {
  if (prospect === "open") return "open";
  return prospect === "never" ? "always" : "never";
}

function ofTest({ is }: FieldCondition | RecordTest, field: string, isEmpty: IsEmpty): Prospect {
  if (!isEmpty(field)) return "open";
  return HOLDS_OF_NOTHING.includes(is) ? "always" : "never";
}

type FigureCondition = Extract<Condition, { readonly is: unknown; readonly where?: unknown }>;

/** A figure over no records is 0. */
function ofFigure(
  condition: Exclude<FigureCondition, FieldCondition>,
  isEmpty: IsEmpty,
  settings: SettingValues,
): Prospect {
  const measure = "count" in condition ? condition.count : condition.sum;
  const [record = measure] = measure.split(".");
  const tests = (condition.where ?? []).map((test) =>
    ofTest(test, `${record}.${test.field}`, isEmpty),
  );
  const isNothing = isEmpty(record) || isEmpty(measure) || tests.includes("never");
  if (!isNothing) return "open";
  const { is, value: written } = condition;
  const value = typeof written === "number" ? written : settings[written.setting];
  if (typeof value !== "number") return "open";
  return zeroHolds(is, value) ? "always" : "never";
}

function zeroHolds(is: FigureCondition["is"], value: number): boolean {
  switch (is) {
    case "equals":
      return value === 0;
    case "less-than":
      return value > 0;
    case "at-most":
      return value >= 0;
    case "at-least":
      return value <= 0;
    default:
      return value < 0;
  }
}
