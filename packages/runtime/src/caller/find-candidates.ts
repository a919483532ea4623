import {
  type CallerCandidate,
  type CallerClue,
  type CallingPlan,
  callingNumber,
} from "@perennial/lifecycle";
import { type CallerRecords, findCallers, type TenantTransaction } from "@perennial/store";

/** Somebody who may be calling, with all that is known of them. */
export interface KnownCandidate extends CallerCandidate {
  readonly records: CallerRecords;
}

/** How far back a caller is looked at where nothing more is wanted than who it is. */
const NO_REACH = {
  ...{ now: "2000-01-01T00:00:00.000Z", offersSince: "9999-01-01T00:00:00.000Z" },
  ...{ callsSince: "9999-01-01T00:00:00.000Z", onSince: "9999-01-01T00:00:00.000Z" },
};

/** Everybody whom a clue may mean, in one query. */
export async function findCandidates(
  tx: TenantTransaction,
  { phone, entered }: CallerClue,
  calling: CallingPlan,
  reach: Parameters<typeof findCallers>[2] = NO_REACH,
): Promise<readonly KnownCandidate[]> {
  const number = phone === undefined ? undefined : callingNumber(phone, calling);
  const typed = entered?.trim() === "" ? undefined : entered;
  const found = await findCallers(tx, { phone: number, entered: typed }, reach);
  return found.map(candidateOf);
}

function candidateOf(records: CallerRecords): KnownCandidate {
  const { customer, agreements, formerIds } = records;
  // Where the records say whom somebody works for, it is an attribute: the contract has no field for it.
  const { companyId } = customer.attributes;
  return {
    ...{ customer, records, references: formerIds },
    agreementIds: agreements.map(({ id }) => id),
    ...(typeof companyId === "string" && { companyId }),
  };
}
