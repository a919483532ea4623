import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import type { Facts } from "../facts/facts.ts";
import { compilePredicate } from "./compile-predicate.ts";
import type { Condition } from "./condition.ts";
import { exampleFacts } from "./example-facts.ts";
import { createCatalogue } from "./fields.ts";
import { readField } from "./read-field.ts";

const catalogue = createCatalogue({
  declared: {
    "customer.attributes.area": "text",
    "customer.attributes.score": "number",
    "customer.attributes.club": "boolean",
    "customer.attributes.birthday": "date",
    "enrolment.offer": "text",
    "signal.outcome": "text",
  },
});

describe("closures and a plain interpreter agree", () => {
  const dates = [
    "2026-03-21",
    "2026-03-22",
    "2026-03-29",
    "2026-10-25",
    "today",
    "today+P7D",
    "today-P1M",
  ];
  const operand: Readonly<Record<string, fc.Arbitrary<Partial<Record<"is" | "value", unknown>>>>> =
    {
      text: fc.oneof(
        fc.record({
          is: fc.constantFrom("equals", "not-equals", "contains", "starts-with"),
          value: fc.constantFrom("villa", "vi", "å"),
        }),
        fc.record({
          is: fc.constantFrom("one-of", "not-one-of"),
          value: fc.constant(["villa", "å"]),
        }),
      ),
      number: fc.record({
        is: fc.constantFrom(
          "equals",
          "not-equals",
          "less-than",
          "at-most",
          "at-least",
          "more-than",
        ),
        value: fc.constantFrom(0, -0, 1, 30, Number.MAX_SAFE_INTEGER),
      }),
      boolean: fc.record({ is: fc.constantFrom("equals", "not-equals"), value: fc.boolean() }),
      date: fc.record({
        is: fc.constantFrom(
          "equals",
          "not-equals",
          "before",
          "on-or-before",
          "on-or-after",
          "after",
        ),
        value: fc.constantFrom(...dates),
      }),
    };
  const fields = [
    ["customer.segment", "text"],
    ["customer.attributes.area", "text"],
    ["customer.attributes.score", "number"],
    ["customer.doNotCall", "boolean"],
    ["agreement.noticeDays", "number"],
    ["agreement.end", "date"],
    ["customer.attributes.birthday", "date"],
    ["agreement.signedAt", "date"],
    ["renewal.signedAt", "date"],
  ] as const;
  const leaf = fc.constantFrom(...fields).chain(([field, type]) => {
    const presence = fc.record({ is: fc.constantFrom("is-set", "is-empty") });
    return fc
      .oneof({ weight: 4, arbitrary: operand[type] ?? presence }, presence)
      .map((rest) => ({ field, ...rest }) as Condition);
  });
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(tie("tree"), { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
      fc.array(tie("tree"), { minLength: 1, maxLength: 4 }).map((any) => ({ any })),
      tie("tree").map((not) => ({ not })),
    ),
  }));
  const moment = fc.constantFrom(
    "2026-03-28T22:59:59.999Z",
    "2026-03-28T23:00:00.000Z",
    "2026-10-24T22:00:00.000Z",
    "2026-10-25T22:59:59.999Z",
    undefined,
  );
  const facts = fc
    .record({
      segment: fc.constantFrom("villa", "", "åvilla", undefined),
      area: fc.constantFrom<(string | number | null)[]>("villa", 1, null, "å"),
      score: fc.constantFrom<(string | number | null)[]>(-0, 1, 1e21, "1", null),
      doNotCall: fc.boolean(),
      noticeDays: fc.constantFrom(0, 1, 30, undefined),
      end: fc.constantFrom("2026-02-22", "2026-03-22", "2026-03-29", undefined),
      birthday: fc.constantFrom("2026-03-29", "29/3", 7),
      signedAt: moment,
      renewed: moment,
      zone: fc.constantFrom("Europe/Stockholm", "America/New_York", "Asia/Kathmandu"),
    })
    .map(
      ({ segment, area, score, doNotCall, noticeDays, end, birthday, signedAt, renewed, zone }) =>
        exampleFacts({
          zone,
          customer: { segment, doNotCall, attributes: { area, score, birthday } },
          agreement: { noticeDays, end, signedAt },
          ...(renewed && { renewal: { signedAt: renewed } }),
        }),
    );

  test("for generated conditions and facts", () => {
    fc.assert(
      fc.property(tree, facts, (condition, known) => {
        expect(compilePredicate(condition, catalogue)(known)).toBe(interpret(condition, known));
      }),
      { seed: 20260322, numRuns: 3_000 },
    );
  });
});

/** Evaluates a condition the plain way: read, convert, compare; local dates by Temporal. */
function interpret(condition: Condition, facts: Facts): boolean {
  if ("all" in condition) return condition.all.every((part) => interpret(part, facts));
  if ("any" in condition) return condition.any.some((part) => interpret(part, facts));
  if ("not" in condition) return !interpret(condition.not, facts);
  if (!("field" in condition)) throw new Error("figures have tests of their own");
  const { field, is } = condition;
  const type = catalogue.fields.get(field)?.type;
  const stored = catalogue.fields.get(field)?.read(facts);
  expect(stored).toEqual(stored === undefined ? undefined : readField(facts, field));
  const empty = stored === undefined || stored === null || stored === "";
  if (is === "is-empty") return empty;
  if (is === "is-set") return !empty;
  if (is.startsWith("not-")) {
    const positive = is === "not-equals" ? "equals" : "one-of";
    return !interpret({ ...condition, is: positive }, facts);
  }
  if (empty) return false;
  if (type === "date" || type === "instant") {
    const seen =
      type === "date"
        ? Temporal.PlainDate.from(String(stored))
        : Temporal.Instant.from(String(stored)).toZonedDateTimeISO(facts.zone).toPlainDate();
    const order = Temporal.PlainDate.compare(seen, wantedDate(String(condition.value), facts));
    if (is === "equals") return order === 0;
    if (is === "before") return order < 0;
    if (is === "on-or-before") return order <= 0;
    return is === "after" ? order > 0 : order >= 0;
  }
  const { value } = condition;
  if (Array.isArray(value)) return value.some((each) => each === stored);
  if (is === "equals") return stored === value;
  if (is === "contains") return String(stored).includes(String(value));
  if (is === "starts-with") return String(stored).startsWith(String(value));
  const difference = Number(stored) - Number(value);
  if (is === "less-than") return difference < 0;
  if (is === "at-most") return difference <= 0;
  return is === "more-than" ? difference > 0 : difference >= 0;
}

function wantedDate(text: string, facts: Facts): Temporal.PlainDate {
  if (!text.startsWith("today")) return Temporal.PlainDate.from(text);
  const today = Temporal.PlainDate.from(facts.today);
  return text === "today" ? today : today.add(text.slice("today".length));
}
