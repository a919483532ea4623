import type {
  Agreement,
  Consent,
  Customer,
  Interaction,
  Purchase,
  Standing,
} from "@perennial/contract";
import type { EarlierEnrolment, SimulationRecords } from "@perennial/lifecycle";
import {
  agreementsOf,
  latestRounds,
  loadRecords,
  loadStandings,
  readConsents,
  readHistoryPage,
  type TenantTransaction,
} from "@perennial/store";

/** Some customers as a dry run needs them, and who of them has been in the program before. */
export interface BasePage {
  readonly records: SimulationRecords;
  readonly earlier: readonly EarlierEnrolment[];
  /** Where the next page begins; null where there is none. */
  readonly next: string | null;
}

/** Reads the next customers of a base with all that a dry run of a program looks at. */
export async function readBasePage(
  tx: TenantTransaction,
  { program, after, limit }: { program: string; after: string | undefined; limit: number },
): Promise<BasePage> {
  const page = await readHistoryPage(tx, { after, limit, contacts: "all" });
  const { customers, agreements, purchases, interactions, next } = page;
  const ids = customers.map(({ id }) => id);
  const records = { customers, agreements, purchases, interactions };
  return { ...(await withTheRest(tx, program, ids)(records)), next };
}

/** Reads one customer with all that a dry run of a program looks at; nothing where there is no such customer. */
export async function readOneCustomer(
  tx: TenantTransaction,
  { program, customerId }: { program: string; customerId: string },
): Promise<Omit<BasePage, "next"> | undefined> {
  const wanted = { customerIds: [customerId], agreementIds: [], purchases: {}, interactions: {} };
  const loaded = await loadRecords(tx, wanted);
  const customers = [...loaded.customers.values()];
  if (customers.length === 0) return undefined;
  const agreements = await agreementsOf(tx, [customerId]);
  const purchases = loaded.purchases.get(customerId) ?? [];
  const interactions = loaded.interactions.get(customerId) ?? [];
  const records = { customers, agreements, purchases, interactions };
  return withTheRest(tx, program, [customerId])(records);
}

interface Dealings {
  readonly customers: readonly Customer[];
  readonly agreements: readonly Agreement[];
  readonly purchases: readonly Purchase[];
  readonly interactions: readonly Interaction[];
}

/** What else is asked of each customer: consents, what is computed of them, earlier runs through the program. */
function withTheRest(tx: TenantTransaction, program: string, customerIds: readonly string[]) {
  return async (dealings: Dealings): Promise<Omit<BasePage, "next">> => {
    const [consents, standings, rounds]: [
      ReadonlyMap<string, readonly Consent[]>,
      ReadonlyMap<string, Standing>,
      readonly Omit<EarlierEnrolment, "program">[],
    ] = await Promise.all([
      readConsents(tx, customerIds),
      loadStandings(tx, customerIds),
      latestRounds(tx, { program, customerIds }),
    ]);
    return {
      records: { ...dealings, consents: [...consents.values()].flat(), standings },
      earlier: rounds.map((each) => ({ ...each, program })),
    };
  };
}
