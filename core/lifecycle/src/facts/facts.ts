import type {
  Agreement,
  AttributeValue,
  Currency,
  Customer,
  Instant,
  Interaction,
  Invitation,
  LocalDate,
  Purchase,
  Standing,
} from "@perennial/contract";
import type { HolidayCalendar } from "../schedule/holidays.ts";

/** A customer of whom nothing is asked but the id, which takes the place of this one's. */
export const NOBODY: Customer = Object.freeze({
  ...{ id: "", kind: "person", name: "", locale: "", doNotCall: false },
  ...{ attributes: Object.freeze({}), updatedAt: "1970-01-01T00:00:00.000Z" },
});

/** Everything a condition or a text may ask about, as it was known at one moment. */
export interface Facts {
  readonly now: Instant;
  /** The calendar date at `now` in the tenant's zone. */
  readonly today: LocalDate;
  /** The tenant's zone, an IANA name. */
  readonly zone: string;
  /** The holidays kept there. */
  readonly holidays: HolidayCalendar;
  /** What money is in where no record says it. @default SEK */
  readonly currency?: Currency;
  readonly customer: Customer;
  /** What has been computed of the customer; missing until it has been, and where nothing asks for it. */
  readonly standing?: Standing;
  /** The agreement the enrolment is about. */
  readonly agreement?: Agreement;
  /** The newest agreement that continues it (`renewalOf`). */
  readonly renewal?: Agreement;
  /** The invitation the enrolment is about. */
  readonly invitation?: Invitation;
  /** All the customer's purchases that any condition's window can reach. */
  readonly purchases: readonly Purchase[];
  /** All the customer's interactions that any condition's window can reach. */
  readonly interactions: readonly Interaction[];
  /** What the enrolment has noted on its way, such as the chosen offer. */
  readonly enrolment: Readonly<Record<string, AttributeValue>>;
  /** The fields of the signal being looked at, by name; empty when there is none. */
  readonly signal: Readonly<Record<string, AttributeValue>>;
}
