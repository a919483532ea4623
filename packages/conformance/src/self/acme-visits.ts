import type { Reply } from "@perennial/connector-kit/testing";
import type { Instant } from "@perennial/contract";
import { z } from "zod";
import type { WorldVisits } from "../scenario/world.ts";

/** A page of visits as Acme gives it. */
export const AcmeVisits = z.object({
  items: z.array(z.object({ id: z.string(), customer: z.string(), at: z.string() })),
  more: z.boolean(),
});

const PAGE = 2;
const REPS = ["eva@acme.example", "bo@acme.example"] as const;

/** Acme's diary: what reps plan is given from a moment until another, the first first, two at a time. */
export function acmeVisits() {
  const kept: { readonly id: string; readonly rep: string; readonly at: Instant }[] = [];
  let count = 0;
  const visits: WorldVisits = {
    reps: REPS,
    async plan(rep, at) {
      count += 1;
      kept.push({ id: String(count), rep, at });
      return `c-visited-${count}`;
    },
    async callOff(customerId) {
      const index = kept.findIndex(({ id }) => customerId === `c-visited-${id}`);
      kept.splice(index, 1);
    },
  };
  const page = (query: URLSearchParams): Reply => {
    const asked = (name: string) => query.get(name) ?? "";
    if (!REPS.some((rep) => rep === asked("rep"))) {
      return { status: 404, body: { message: `nobody is called ${asked("rep")}` } };
    }
    const from = Number(asked("skip"));
    const fitting = kept
      .filter(({ rep, at }) => rep === asked("rep") && at >= asked("from") && at < asked("until"))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const items = fitting
      .slice(from, from + PAGE)
      .map(({ id, at }) => ({ id, at, customer: `c-visited-${id}` }));
    return { body: { items, more: from + PAGE < fitting.length } };
  };
  return { visits, page };
}
