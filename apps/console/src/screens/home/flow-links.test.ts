import type { FlowsView } from "@perennial/api";
import { expect, test } from "vitest";
import { flowLinks } from "./flow-links.ts";

const state = (name: "starter" | "active" | "lost", start: number, end: number) => ({
  ...{ state: name, name, start, end },
});
const move = (from: string | null, to: string | null, customers: number) => ({
  ...{ from, to, customers, mark: null, program: null, sentence: null },
});
const flows: FlowsView = {
  ...{ from: "2026-01-01", to: "2026-01-31", bands: [], bandFlows: [], planChanges: [] },
  statement: {
    ...{ start: 30, new: 5, wonBack: 0, lost: 4, end: 31 },
    ...{ reactivated: 0, churn: null, duration: null },
  },
  states: [state("starter", 10, 9), state("active", 20, 22), state("lost", 0, 4)],
  flows: [move(null, "starter", 5), move("starter", "active", 6), move("active", "lost", 4)],
};

test("who did not move is what is left of a state, so that each state's links add up to it", () => {
  const { links } = flowLinks(flows);
  const sum = (of: typeof links) => of.reduce((all, each) => all + each.customers, 0);
  for (const { state: name, start, end } of flows.states) {
    expect(sum(links.filter(({ from }) => from === `before:${name}`))).toBe(start);
    expect(sum(links.filter(({ to }) => to === `after:${name}`))).toBe(end);
  }
});

test("who came begins outside of the base, and a place that nobody was in is not drawn", () => {
  const { links, nodes } = flowLinks(flows);
  expect(links).toContainEqual({ from: "before:new", to: "after:starter", customers: 5 });
  expect(Object.keys(nodes)).not.toContain("before:lost");
  expect(Object.keys(nodes)).not.toContain("after:gone");
});
