import { FLOW_STATES, type FlowState, type LocalDate, type MinorAmount } from "@perennial/contract";

/** One member of a group on one day. */
export interface GroupMember {
  readonly customerId: string;
  readonly flow?: FlowState;
  /** What the member is worth by the plan's value classes on the day, in minor units. */
  readonly value: MinorAmount;
}

/** A group as it was on a day. */
export interface GroupSnapshot {
  readonly on: LocalDate;
  readonly members: readonly GroupMember[];
}

/** How a group stood on a day, and what had changed since the day before it in the report (V-15). */
export interface GroupStanding {
  readonly on: LocalDate;
  readonly members: number;
  /** Members now that were none on the day before it in the report; all of them on the first. */
  readonly joined: number;
  readonly left: number;
  /** Of the members of the first day, how many are members still. */
  readonly remaining: number;
  /** In minor units, of all members together. */
  readonly value: number;
  /** In minor units, rounded; nothing for a group without members. */
  readonly averageValue?: number;
  readonly states: Readonly<Record<FlowState, number>>;
}

/** How a group develops over time (V-15), in the order of the days. */
export function groupDevelopment(snapshots: readonly GroupSnapshot[]): readonly GroupStanding[] {
  const ordered = [...snapshots].sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
  const ids = ordered.map(({ members }) => new Set(members.map(({ customerId }) => customerId)));
  const first = ids[0] ?? new Set<string>();
  return ordered.map(({ on, members }, index) => {
    const now = ids[index] ?? new Set<string>();
    const before = ids[index - 1] ?? new Set<string>();
    const value = members.reduce((sum, member) => sum + member.value, 0);
    return {
      on,
      members: now.size,
      joined: now.size - countIn(before, now),
      left: before.size - countIn(before, now),
      remaining: countIn(first, now),
      value,
      ...(members.length > 0 && { averageValue: Math.round(value / members.length) }),
      states: countStates(members),
    };
  });
}

/** How many of some are among others. */
function countIn(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let count = 0;
  for (const id of some) if (others.has(id)) count += 1;
  return count;
}

function countStates(members: readonly GroupMember[]): Readonly<Record<FlowState, number>> {
  const count = (state: FlowState) => members.filter(({ flow }) => flow === state).length;
  const [starter, active, growing, decreasing, inactive, lost] = FLOW_STATES;
  return {
    [starter]: count(starter),
    [active]: count(active),
    [growing]: count(growing),
    [decreasing]: count(decreasing),
    [inactive]: count(inactive),
    [lost]: count(lost),
  };
}
