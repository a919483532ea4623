import type { Duration, Interaction, Purchase } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import type { FigureOperator } from "./condition.ts";
import type { ConditionDate } from "./condition-date.ts";
import type { Field } from "./field.ts";
import type { Path } from "./problem.ts";

/** How a number is held against another. */
export type NumberOrder = Exclude<FigureOperator, "equals">;
/** How a day is held against another. */
export type DateOrder = "before" | "on-or-before" | "on" | "on-or-after" | "after";

/** What a field is asked, with values of its type. */
export type FieldQuestion =
  | { readonly ask: "presence"; readonly present: boolean }
  | {
      readonly ask: "equality";
      readonly equal: boolean;
      readonly values: readonly (string | number | boolean)[];
    }
  | { readonly ask: "part"; readonly part: "contains" | "starts-with"; readonly value: string }
  | { readonly ask: "member"; readonly value: string }
  | { readonly ask: "order"; readonly order: NumberOrder; readonly value: number }
  | {
      readonly ask: "date";
      readonly order: DateOrder;
      /** Whether the comparison is denied, which a missing value satisfies. */
      readonly denied: boolean;
      readonly value: ConditionDate;
    };

/** One field and what it is asked. */
export interface FieldTest<Source> {
  readonly field: Field<Source>;
  readonly question: FieldQuestion;
}

/** What figures over records of one kind have in common. */
interface FigureOver<Record> {
  readonly where: readonly FieldTest<Record>[];
  readonly within?: Duration;
  readonly operator: FigureOperator;
  readonly value: number;
}

/** A figure over the customer's purchases, held against a number. */
export interface PurchaseFigure extends FigureOver<Purchase> {
  readonly over: "purchases";
  readonly measure: "count" | "amount" | "quantity";
}
/** A count of the customer's interactions, held against a number. */
export interface InteractionFigure extends FigureOver<Interaction> {
  readonly over: "interactions";
  readonly measure: "count";
}
/** A figure over records of either kind. */
export type Figure = PurchaseFigure | InteractionFigure;

/** A leaf: the smallest part of a condition that is true or false by itself. */
export type Leaf =
  | { readonly op: "test"; readonly path: Path; readonly test: FieldTest<Facts> }
  | { readonly op: "figure"; readonly path: Path; readonly figure: Figure };

/**
 * A condition whose fields have been looked up and whose values are of their fields' types: what every
 * compiler reads. Made by `resolveCondition`.
 */
export type ResolvedCondition =
  | { readonly op: "all" | "any"; readonly parts: readonly ResolvedCondition[] }
  | { readonly op: "not"; readonly part: ResolvedCondition }
  | Leaf;
