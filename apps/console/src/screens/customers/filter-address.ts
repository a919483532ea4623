import type { CustomerFilterView } from "@perennial/api";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { PLACES } from "../../parts/customer/place-words.ts";

/** What the list is in order by, and which way. */
export interface ListOrder {
  readonly order: "name" | "value" | "next-end" | "last-contact" | "risk";
  readonly descending: boolean;
}

/** What the list shows, all of which stands in its address. */
export interface ListState extends ListOrder {
  readonly filter: CustomerFilterView;
  readonly hidden: readonly string[];
  /** The saved filter that was opened. */
  readonly saved: string | undefined;
}

type Search = Readonly<Record<string, unknown>>;

const ORDERS = ["name", "value", "next-end", "last-contact", "risk"] as const;
/** What a newcomer has use for last. */
const HIDDEN = ["segment", "flow", "email", "mobile", "id"];

/** Reads what a list shows from its address; what is not understood is left out. */
export function stateOf(search: Search): ListState {
  const order = ORDERS.find((each) => each === search.order) ?? "name";
  const isUp = order === "name" || order === "next-end";
  return {
    filter: filterOf(search),
    order,
    descending: typeof search.down === "boolean" ? search.down : !isUp,
    hidden: search.hide === undefined ? HIDDEN : texts(search.hide),
    saved: typeof search.saved === "string" ? search.saved : undefined,
  };
}

function filterOf(search: Search): CustomerFilterView {
  const { q, ends, calls, condition } = search;
  const one = <T extends string>(name: string, of: readonly T[]) => {
    const wanted = texts(search[name]);
    const known = of.filter((each) => wanted.includes(each));
    return known.length === 0 ? {} : { [name]: known };
  };
  const any = (name: string) => {
    const wanted = texts(search[name]);
    return wanted.length === 0 ? {} : { [name]: wanted };
  };
  return {
    ...(typeof q === "string" || typeof q === "number" ? { search: String(q) } : {}),
    ...any("tiers"),
    ...any("segments"),
    ...any("programs"),
    ...one("phases", PLACES.phases),
    ...one("valueClasses", PLACES.valueClasses),
    ...one("flows", PLACES.flows),
    ...one("risks", PLACES.risks),
    ...(typeof ends === "number" && { endsWithinDays: ends }),
    ...(calls === true && { hasCall: true }),
    ...(isRecord(condition) && { condition }),
  };
}

/** Writes what a list shows into its address; what is usual is left out. */
export function searchOf({ filter, order, descending, hidden, saved }: ListState): Search {
  const { search, endsWithinDays, hasCall, ...rest } = filter;
  const isUp = order === "name" || order === "next-end";
  const lists = Object.entries(rest).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return {
    ...(search !== undefined && search !== "" && { q: search }),
    ...Object.fromEntries(lists),
    ...(endsWithinDays !== undefined && { ends: endsWithinDays }),
    ...(hasCall === true && { calls: true }),
    ...(order !== "name" && { order }),
    ...(descending === isUp && { down: descending }),
    ...(hidden.join() !== HIDDEN.join() && { hide: hidden }),
    ...(saved !== undefined && { saved }),
  };
}

/** Whether a filter asks for nothing. */
export function asksForNothing(filter: CustomerFilterView): boolean {
  return Object.values(filter).every(
    (value) => value === undefined || value === "" || (Array.isArray(value) && value.length === 0),
  );
}

/** What the list shows, from its address, and how to show something else. */
export function useListState(): {
  readonly state: ListState;
  readonly change: (change: Partial<ListState>) => void;
} {
  const search = useSearch({ strict: false }) as Search;
  const state = useMemo(() => stateOf(search), [search]);
  const navigate = useNavigate();
  const change = useCallback(
    (next: Partial<ListState>) => {
      const address = searchOf({ ...state, ...next });
      void navigate({ to: "/customers", search: address as never, replace: true });
    },
    [navigate, state],
  );
  return { state, change };
}

function texts(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((each) =>
    typeof each === "string" || typeof each === "number" ? [String(each)] : [],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
