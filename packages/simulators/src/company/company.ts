import type { Agreement, Customer, LocalDate } from "@perennial/contract";
import type { CompanyRecords } from "../crm/crm-item.ts";
import type { CustomFields } from "../crm/field-update.ts";
import { SimulatorError } from "../simulator-error.ts";
import { makeAgreements, makePurchases } from "./agreement-maker.ts";
import { makeConsents } from "./consent-maker.ts";
import { makeCustomer } from "./customer-maker.ts";

/** What the example company is made from. */
export interface CompanyOptions {
  /** Decides everything. @default 1 */
  readonly seed?: number;
  /** How many customers it has, at most 1,000,000. @default 2000 */
  readonly customers?: number;
  /** The day its records are as they are; agreements run on this day. */
  readonly today: LocalDate;
}

/** A company and all its records. */
export interface Company extends CompanyRecords {
  readonly name: string;
  /** The address its mails come from. */
  readonly email: string;
  /** The fields of its own that it has in its CRM. */
  readonly fields: CustomFields;
}

/** "Exempelkraft" says in Swedish that it is an example; the domain is one that never exists (RFC 2606). */
const NAME = "Exempelkraft";
const EMAIL = "kundservice@exempelkraft.example";
/** For what Perennial tells it, and what offers and notices go by. */
const FIELDS: CustomFields = {
  customer: ["lifecycleStatus", "renewedUntil", "electricCar", "solarPanels"],
  agreement: [
    "contractStatus",
    "followOnProduct",
    "followOnPrice",
    "followOnBinding",
    "followOnNotice",
  ],
};
const MOST = 1_000_000;

/**
 * A made-up Swedish electricity company with a believable base: households, farms and small businesses
 * with fixed and variable agreements, consents with proof, and some purchases. The same options give the
 * same records, and more customers leave the first ones as they are. No number or address is anybody's.
 */
export function exampleElectricityCompany(options: CompanyOptions): Company {
  const { seed = 1, customers: count = 2000, today } = options;
  if (!Number.isInteger(count) || count < 0 || count > MOST)
    throw new SimulatorError(`customers must be a whole number from 0 to ${MOST}, not ${count}.`);
  const made = Array.from({ length: count }, (_, index) => makeCustomer(seed, index, today));
  const agreements = made.map((one, index) => makeAgreements(seed, index, one, today));
  return {
    name: NAME,
    email: EMAIL,
    fields: FIELDS,
    customers: made.map(({ customer }, index) => withFirstOrder(customer, agreements[index] ?? [])),
    agreements: agreements.flat(),
    purchases: made.flatMap((one, index) => makePurchases(seed, index, one, today)),
    consents: made.flatMap((one, index) => makeConsents(seed, index, one, today)),
  };
}

/** Nobody orders before becoming a customer. */
function withFirstOrder(customer: Customer, agreements: readonly Agreement[]): Customer {
  const days = [
    customer.customerSince,
    ...agreements.map(({ orderedAt }) => orderedAt?.slice(0, 10)),
  ];
  const first = days.filter((day) => day !== undefined).sort()[0];
  return first === undefined ? customer : { ...customer, customerSince: first };
}
