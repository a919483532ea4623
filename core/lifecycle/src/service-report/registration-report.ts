import type { FinishedCall } from "./finished-call.ts";

/** How many calls were written down, and how many were not (L-21). */
export interface RegistrationCount {
  readonly calls: number;
  readonly unregistered: number;
  /** The share that was not written down, 0 to 1; nothing where there were no calls. */
  readonly share?: number;
}

/** The same over all and by team, the team with the largest share first. */
export interface RegistrationReport extends RegistrationCount {
  readonly teams: readonly (RegistrationCount & { readonly team: string })[];
}

/**
 * Calls that the telephone system knows of and the CRM does not (L-21).
 * @param registered The ids of the calls that were written down.
 */
export function registrationReport(
  calls: readonly FinishedCall[],
  registered: ReadonlySet<string>,
): RegistrationReport {
  const teams = [...Map.groupBy(calls, ({ team }) => team)]
    .map(([team, own]) => ({ team, ...countOf(own, registered) }))
    .sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || (a.team < b.team ? -1 : 1));
  return { ...countOf(calls, registered), teams };
}

function countOf(
  calls: readonly FinishedCall[],
  registered: ReadonlySet<string>,
): RegistrationCount {
  const unregistered = calls.filter(({ id }) => !registered.has(id)).length;
  const share = unregistered / calls.length;
  return { calls: calls.length, unregistered, ...(calls.length > 0 && { share }) };
}
