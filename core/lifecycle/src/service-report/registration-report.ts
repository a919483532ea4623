import { allCalls, meanOf, type TeamCalls } from "./team-calls.ts";

/** How many answered calls were written down, and how many were not (L-21). */
export interface RegistrationCount {
  /** Calls that were answered. */
  readonly calls: number;
  readonly unregistered: number;
  /** The share that was not written down, 0 to 1; nothing where there were no calls. */
  readonly share?: number;
}

/** The same over all and by team, the team with the largest share first. */
export interface RegistrationReport extends RegistrationCount {
  readonly teams: readonly (RegistrationCount & { readonly team: string })[];
}

/** Calls that the telephone system knows of and nobody wrote down (L-21). */
export function registrationReport(teams: readonly TeamCalls[]): RegistrationReport {
  const counted = teams
    .map((each) => ({ team: each.team, ...countOf(each) }))
    .sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || (a.team < b.team ? -1 : 1));
  return { ...countOf(allCalls(teams)), teams: counted };
}

function countOf({ answered, unregistered }: TeamCalls): RegistrationCount {
  const share = meanOf(unregistered, answered);
  return { calls: answered, unregistered, ...(share !== undefined && { share }) };
}
