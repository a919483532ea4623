import type { LocalDate } from "@perennial/contract";
import { epochDay, type TenureAgreement, tenuresOf } from "@perennial/lifecycle";
import {
  type AgreementTerm,
  asTenant,
  type Database,
  rangeEnds,
  readAgreementTerms,
  readBaseValues,
  readPurchaseDays,
  type Tenant,
} from "@perennial/store";
import { Column } from "./column.ts";
import { type ReportInput, STILL_THERE } from "./report-bodies.ts";

/** Customers that one statement looks at. */
const RANGE = 5_000;

/** How much has been read, in ranges of customers. */
export interface ReadProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Reads what reports are made of, range after range, each in a transaction of its own, into columns: a million purchases
 * take some twelve megabytes. What is asked for no more is read no further.
 */
export async function* readInput(
  db: Database,
  tenant: Tenant,
  { asOf, range = RANGE }: { readonly asOf: LocalDate; readonly range?: number },
): AsyncGenerator<ReadProgress, ReportInput> {
  const { timeZone: zone, currency } = tenant;
  const columns = new InputColumns();
  const ends = await asTenant(db, tenant.id, (tx) => rangeEnds(tx, { after: null, size: range }));
  const untils = [...ends, null];
  for (const [index, until] of untils.entries()) {
    yield { done: index, total: untils.length };
    const after = ends[index - 1] ?? null;
    await asTenant(db, tenant.id, async (tx) => {
      const rules = { after, until, zone, currency, asOf };
      const [bought, terms] = await Promise.all([
        readPurchaseDays(tx, rules),
        readAgreementTerms(tx, rules),
      ]);
      for (const { customerId, days, amounts } of bought) columns.buy(customerId, days, amounts);
      columns.agree(terms, { asOf, zone });
    });
  }
  const values = Float64Array.from(await asTenant(db, tenant.id, readBaseValues));
  return { asOf, zone, ...columns.take(), values };
}

class InputColumns {
  readonly #buyers: string[] = [];
  readonly #starts = new Column((length) => new Uint32Array(length));
  readonly #days = new Column((length) => new Int32Array(length));
  readonly #amounts = new Column((length) => new Float64Array(length));
  readonly #begun = new Column((length) => new Int32Array(length));
  readonly #ended = new Column((length) => new Int32Array(length));
  readonly #yearly = new Column((length) => new Float64Array(length));

  buy(customerId: string, days: readonly number[], amounts: readonly number[]): void {
    this.#buyers.push(customerId);
    this.#starts.push(this.#days.length);
    for (const [index, day] of days.entries()) {
      this.#days.push(day);
      this.#amounts.push(amounts[index] ?? 0);
    }
  }

  /** A system of record often holds the term that runs now alone: who is known to have come earlier is one since then. */
  agree(terms: readonly AgreementTerm[], of: { readonly asOf: LocalDate; readonly zone: string }) {
    const since = new Map(terms.map((each) => [each.customerId, each.customerSince]));
    let before: string | undefined;
    for (const { customerId, start, end, yearlyValue } of tenuresOf(terms.map(agreementOf), of)) {
      const known = customerId === before ? null : (since.get(customerId) ?? null);
      before = customerId;
      this.#begun.push(epochDay(known !== null && known < start ? known : start));
      this.#ended.push(end === undefined ? STILL_THERE : epochDay(end));
      this.#yearly.push(yearlyValue);
    }
  }

  take(): Pick<ReportInput, "buyers" | "starts" | "days" | "amounts" | "tenures"> {
    this.#starts.push(this.#days.length);
    return {
      buyers: this.#buyers,
      starts: this.#starts.take(),
      days: this.#days.take(),
      amounts: this.#amounts.take(),
      tenures: {
        starts: this.#begun.take(),
        ends: this.#ended.take(),
        yearlyValues: this.#yearly.take(),
      },
    };
  }
}

function agreementOf({ end, cancelledAt, yearlyValue, ...term }: AgreementTerm): TenureAgreement {
  return {
    ...{ customerId: term.customerId, party: "own", status: term.status, start: term.start },
    ...(end !== null && { end }),
    ...(cancelledAt !== null && { cancelledAt }),
    ...(yearlyValue !== null && { yearlyValue }),
  };
}
