import type {
  Agreement,
  AttributeValue,
  Customer,
  Instant,
  Interaction,
  LocalDate,
  Purchase,
} from "@perennial/contract";
import type { HolidayCalendar } from "../schedule/holidays.ts";

/** Everything a condition or a text may ask about, as it was known at one moment. */
export interface Facts {
  readonly now: Instant;
  /** The calendar date at `now` in the tenant's zone. */
  readonly today: LocalDate;
  /** The tenant's zone, an IANA name. */
  readonly zone: string;
  /** The holidays kept there. */
  readonly holidays: HolidayCalendar;
  readonly customer: Customer;
  /** The agreement the enrolment is about. */
  readonly agreement?: Agreement;
  /** The newest agreement that continues it (`renewalOf`). */
  readonly renewal?: Agreement;
  /** All the customer's purchases that any condition's window can reach. */
  readonly purchases: readonly Purchase[];
  /** All the customer's interactions that any condition's window can reach. */
  readonly interactions: readonly Interaction[];
  /** What the enrolment has noted on its way, such as the chosen offer. */
  readonly enrolment: Readonly<Record<string, AttributeValue>>;
  /** The fields of the signal being looked at, by name; empty when there is none. */
  readonly signal: Readonly<Record<string, AttributeValue>>;
}
