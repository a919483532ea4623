import type { FlowsView } from "@perennial/api";

/** A place of the chart: a state before or after the period. */
export interface FlowNode {
  readonly name: string;
  /** The state's place in the order of states, which gives its colour. */
  readonly at: number;
}

/** Customers that went from one place to another, or stayed in it. */
export interface FlowLink {
  readonly from: string;
  readonly to: string;
  readonly customers: number;
}

/**
 * A period's flow as links from states before to states after. Who came begins at `before:new` and who is gone ends at
 * `after:gone`; who did not move is what is left of a state once those who left it are taken away.
 */
export function flowLinks({ states, flows }: FlowsView): {
  readonly links: readonly FlowLink[];
  readonly nodes: Readonly<Record<string, FlowNode>>;
} {
  const moved = flows
    .filter(({ from, to, customers }) => customers > 0 && from !== to)
    .map(({ from, to, customers }) => ({
      ...{ from: `before:${from ?? "new"}`, to: `after:${to ?? "gone"}`, customers },
    }));
  const stayed = states.map(({ state, start }) => {
    const from = `before:${state}`;
    const left = moved.filter((each) => each.from === from);
    const customers = start - left.reduce((sum, each) => sum + each.customers, 0);
    return { from, to: `after:${state}`, customers: Math.max(0, customers) };
  });
  const links = [...moved, ...stayed.filter(({ customers }) => customers > 0)];
  const used = new Set(links.flatMap(({ from, to }) => [from, to]));
  const nodes = states.flatMap(({ state, name }, at) =>
    ["before", "after"].map((side) => [`${side}:${state}`, { name, at }] as const),
  );
  const outside = [
    ["before:new", { name: "+", at: states.length }],
    ["after:gone", { name: "−", at: states.length + 1 }],
  ] as const;
  return {
    links,
    nodes: Object.fromEntries([...nodes, ...outside].filter(([place]) => used.has(place))),
  };
}
