/** A value written in a filter. */
export interface Literal {
  readonly kind: "string" | "number" | "boolean" | "guid" | "date" | "moment" | "null";
  readonly text: string;
}

/** A property, by the path that leads to it. */
export interface PropertyPath {
  readonly path: readonly string[];
}

/** How two values are compared. */
export type Comparison = "eq" | "ne" | "gt" | "ge" | "lt" | "le";

/** The functions of text that the service has. */
export type TextFunction = "contains" | "startswith" | "endswith";

/** A filter as it was written; nothing of it is checked against a table yet. */
export type FilterNode =
  | { readonly kind: "and"; readonly left: FilterNode; readonly right: FilterNode }
  | { readonly kind: "or"; readonly left: FilterNode; readonly right: FilterNode }
  | { readonly kind: "not"; readonly inner: FilterNode }
  | {
      readonly kind: "compare";
      readonly how: Comparison;
      readonly left: PropertyPath | Literal;
      readonly right: PropertyPath | Literal;
    }
  | {
      readonly kind: "text";
      readonly name: TextFunction;
      readonly property: PropertyPath;
      readonly value: Literal;
    }
  | {
      /** `Microsoft.Dynamics.CRM.name(PropertyName='x',…)`. */
      readonly kind: "query";
      readonly name: string;
      readonly property: string;
      readonly values: readonly Literal[];
    }
  | {
      readonly kind: "lambda";
      readonly how: "any" | "all";
      readonly collection: readonly string[];
      readonly variable: string;
      readonly inner: FilterNode | undefined;
    };
