/** The names from a record to a field, such as `Account.Owner.Name`. */
export interface Path {
  readonly parts: readonly string[];
  /** Where it stands in the query. */
  readonly at: number;
}

/** A value as a query writes it. */
export type Literal =
  | { readonly kind: "text"; readonly value: string; readonly at: number }
  | { readonly kind: "number"; readonly value: number; readonly at: number }
  | { readonly kind: "flag"; readonly value: boolean; readonly at: number }
  | { readonly kind: "null"; readonly at: number }
  | { readonly kind: "day"; readonly value: string; readonly at: number }
  | { readonly kind: "moment"; readonly value: string; readonly at: number }
  /** Such as `TODAY` or `LAST_N_DAYS:30`. */
  | { readonly kind: "span"; readonly name: string; readonly count: number; readonly at: number };

/** How a field is compared with a value. */
export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "LIKE";

/** What a record must fulfil. */
export type Condition =
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition }
  | {
      readonly kind: "compare";
      readonly path: Path;
      readonly operator: Operator;
      readonly value: Literal;
    }
  | {
      readonly kind: "in";
      readonly path: Path;
      readonly negated: boolean;
      readonly values: readonly Literal[] | Query;
    }
  | {
      readonly kind: "includes";
      readonly path: Path;
      readonly negated: boolean;
      readonly values: readonly Literal[];
    };

/** The functions over several records. */
export type Aggregate = "COUNT" | "COUNT_DISTINCT" | "SUM" | "AVG" | "MIN" | "MAX";

/** What a query asks for. */
export type SelectItem =
  | { readonly kind: "field"; readonly path: Path; readonly alias?: string }
  | {
      readonly kind: "aggregate";
      readonly name: Aggregate;
      /** Missing in `COUNT()`. */
      readonly path?: Path;
      readonly alias?: string;
      readonly at: number;
    }
  | { readonly kind: "fields"; readonly group: "ALL" | "STANDARD" | "CUSTOM"; readonly at: number }
  | { readonly kind: "subquery"; readonly query: Query; readonly at: number }
  | {
      readonly kind: "typeof";
      readonly path: Path;
      readonly whens: readonly { readonly type: string; readonly fields: readonly Path[] }[];
      readonly otherwise: readonly Path[];
    };

/** How a result is sorted. */
export interface OrderBy {
  readonly path: Path;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

/** A query as it is written. */
export interface Query {
  readonly select: readonly SelectItem[];
  readonly from: Path;
  readonly where?: Condition;
  readonly groupBy: readonly Path[];
  readonly orderBy: readonly OrderBy[];
  readonly limit?: number;
  readonly offset?: number;
}
