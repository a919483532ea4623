import {
  type Catalogue,
  type Condition,
  FIGURE_OPERATORS,
  type Field,
  OPERATORS_OF_TYPE,
} from "@perennial/lifecycle";
import fc from "fast-check";
import { DATES, NUMBERS, TEXTS } from "./odd-values.ts";

type AnyField = Pick<Field<never>, "path" | "type" | "values">;

/** Comparisons of any of these fields, by the name a condition calls them, with values that fit. */
function arbitraryTest(fields: ReadonlyMap<string, AnyField>): fc.Arbitrary<unknown> {
  const named = [...fields].map(([name, field]) => ({ name, field }));
  return fc.constantFrom(...named).chain(({ name, field }) =>
    fc.constantFrom(...OPERATORS_OF_TYPE[field.type]).chain((is): fc.Arbitrary<unknown> => {
      if (is === "is-set" || is === "is-empty") return fc.constant({ field: name, is });
      const one = operand(field);
      const value: fc.Arbitrary<unknown> =
        is === "one-of" || is === "not-one-of"
          ? fc.array(one, { minLength: 1, maxLength: 4 })
          : one;
      return value.map((chosen) => ({ field: name, is, value: chosen }));
    }),
  );
}

function operand({ type, values }: AnyField): fc.Arbitrary<string | number | boolean> {
  switch (type) {
    case "choice":
      return fc.constantFrom(...(values ?? []));
    case "boolean":
      return fc.boolean();
    case "number":
      return fc.constantFrom(...NUMBERS);
    case "money":
      return fc.constantFrom(...NUMBERS.filter(Number.isSafeInteger));
    case "set":
    case "text":
      return fc.constantFrom(...TEXTS.filter((text) => text !== ""));
    default:
      return arbitraryDate;
  }
}

const days = fc.constantFrom(
  "P0D",
  "P1D",
  "P7D",
  "P90D",
  "P1W",
  "P1M",
  "P11M",
  "P1Y",
  "P4Y",
  "P1Y2M10D",
  "P100Y",
);
const arbitraryDate = fc.oneof(
  fc.constantFrom(...DATES),
  fc.constant("today"),
  fc.tuple(fc.constantFrom("+", "-"), days).map(([sign, duration]) => `today${sign}${duration}`),
);

function arbitraryFigure(catalogue: Catalogue): fc.Arbitrary<unknown> {
  const is = fc.constantFrom(...FIGURE_OPERATORS);
  const within = fc.option(days, { nil: undefined });
  const where = (fields: ReadonlyMap<string, AnyField>) => {
    const tests = fc.array(arbitraryTest(fields), { minLength: 1, maxLength: 3 });
    return fc.option(tests, { nil: undefined });
  };
  const few = fc.constantFrom(0, -0, 1, 2, 3, -1);
  const purchases = { where: where(catalogue.purchases), within, is };
  return fc.oneof(
    fc.record({ count: fc.constant("purchases"), value: few, ...purchases }),
    fc.record({
      count: fc.constant("interactions"),
      value: few,
      where: where(catalogue.interactions),
      within,
      is,
    }),
    fc.record({
      sum: fc.constant("purchases.amount"),
      value: fc.constantFrom(...NUMBERS.filter(Number.isSafeInteger)),
      ...purchases,
    }),
    fc.record({
      sum: fc.constant("purchases.quantity"),
      value: fc.constantFrom(...NUMBERS, 0.3, 0.30000000000000004, 2.2),
      ...purchases,
    }),
  );
}

/** Conditions over everything a catalogue has that a table holds, nested up to five levels. */
export function arbitraryCondition(catalogue: Catalogue): fc.Arbitrary<Condition> {
  const stored = new Map(
    [...catalogue.fields].filter(([path]) => !/^(?:enrolment|signal)\./.test(path)),
  );
  const leaf = fc.oneof(
    { weight: 4, arbitrary: arbitraryTest(stored) },
    { weight: 1, arbitrary: arbitraryFigure(catalogue) },
  );
  const { node } = fc.letrec<{ node: unknown }>((tie) => {
    const parts = fc.array(tie("node"), { minLength: 1, maxLength: 4 });
    return {
      node: fc.oneof(
        { maxDepth: 5, depthSize: "small", withCrossShrink: true },
        { weight: 3, arbitrary: leaf },
        { weight: 1, arbitrary: parts.map((all) => ({ all })) },
        { weight: 1, arbitrary: parts.map((any) => ({ any })) },
        { weight: 1, arbitrary: tie("node").map((not) => ({ not })) },
      ),
    };
  });
  // Absent parts leave by JSON, as they are absent in a file; what is left fits, as the checker confirms.
  return node.map((condition) => JSON.parse(JSON.stringify(condition)) as Condition);
}
