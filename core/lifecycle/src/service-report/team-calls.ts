/** The finished calls of a team as the telephone system counted them, added up over a time (L-21 to L-23). */
export interface TeamCalls {
  /** Empty for calls of no team. */
  readonly team: string;
  readonly calls: number;
  /** Of them: somebody answered. */
  readonly answered: number;
  /** Of those answered: nobody wrote down what came of it. */
  readonly unregistered: number;
  /** How often callers were handed over to somebody else. */
  readonly transfers: number;
  /** Calls that were handed over more than once. */
  readonly severalTimes: number;
  /** Transfers without a note for the next agent. */
  readonly withoutNote: number;
  /** Calls that came in, and the seconds that they waited together. */
  readonly incoming: number;
  readonly waited: number;
  /** The seconds that were talked in those answered. */
  readonly talked: number;
  /** Calls in which something was sold, the seconds talked in them, and what was sold, in minor units. */
  readonly selling: number;
  readonly talkedSelling: number;
  readonly sold: number;
}

/** The calls of all teams together. */
export function allCalls(teams: readonly TeamCalls[]): TeamCalls {
  const sum = (name: Exclude<keyof TeamCalls, "team">) =>
    teams.reduce((total, each) => total + each[name], 0);
  return {
    team: "",
    calls: sum("calls"),
    answered: sum("answered"),
    unregistered: sum("unregistered"),
    transfers: sum("transfers"),
    severalTimes: sum("severalTimes"),
    withoutNote: sum("withoutNote"),
    incoming: sum("incoming"),
    waited: sum("waited"),
    talked: sum("talked"),
    selling: sum("selling"),
    talkedSelling: sum("talkedSelling"),
    sold: sum("sold"),
  };
}

/** A mean, or nothing where there is nothing to take it of. */
export function meanOf(sum: number, count: number): number | undefined {
  return count > 0 ? sum / count : undefined;
}
