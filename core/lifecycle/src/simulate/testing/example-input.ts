import { Agreement, Customer, type LocalDate } from "@perennial/contract";
import { ContactPolicy } from "../../policy/contact-policy.ts";
import { EXAMPLE_RULE_PACK } from "../../policy/example-question.ts";
import { addDays, addToDate } from "../../schedule/date.ts";
import { type Assumptions, SILENT_PEOPLE } from "../assumptions.ts";
import type { SimulationInput, SimulationRecords } from "../simulation-input.ts";
import { RENEWAL_IN_SMALL } from "./example-program.ts";

/** A policy of all defaults, for a company whose customers could decline advertising when they ordered. */
export const SALES_POLICY: ContactPolicy = ContactPolicy.parse({
  rulePack: EXAMPLE_RULE_PACK,
  assumeAddressFromSale: true,
});

const UPDATED = "2026-01-01T00:00:00.000Z";

/** A customer that can be reached everywhere, with what a case changes about it. */
export function exampleCustomer(id: string, changes: Partial<Customer> = {}): Customer {
  return Customer.parse({
    id,
    name: `Kund ${id}`,
    firstName: "Kim",
    email: `${id}@example.com`,
    mobile: `+4670${String(numberIn(id)).padStart(7, "0")}`,
    updatedAt: UPDATED,
    ...changes,
  });
}

/** A fixed agreement of a year that ends on a date, with what a case changes about it. */
export function exampleAgreement(
  customerId: string,
  end: LocalDate,
  changes: Partial<Agreement> = {},
): Agreement {
  return Agreement.parse({
    id: `a-${customerId}`,
    customerId,
    product: "Fast 1 år",
    kind: "fixed",
    start: addDays(addToDate(end, "P0D"), -364),
    end,
    updatedAt: UPDATED,
    ...changes,
  });
}

/** The base that tests run on: customers whose agreements end one after the other; some cannot be reached. */
export function exampleBase(customers: number, firstEnd: LocalDate): SimulationRecords {
  const ids = Array.from({ length: customers }, (_, index) => `c${index + 1}`);
  return {
    customers: ids.map((id, index) =>
      exampleCustomer(id, {
        ...(index % 7 === 3 && { email: undefined }),
        ...(index % 5 === 2 && { mobile: undefined }),
        ...(index % 11 === 6 && { firstName: undefined }),
        ...(index % 13 === 5 && { doNotCall: true }),
      }),
    ),
    agreements: ids.map((id, index) => exampleAgreement(id, addDays(firstEnd, index * 3))),
  };
}

/** A dry run of the small renewal program over half a year, with what a case changes about it. */
export function exampleInput(changes: Partial<SimulationInput> = {}): SimulationInput {
  return {
    programs: [RENEWAL_IN_SMALL],
    records: exampleBase(20, "2027-03-31"),
    policy: SALES_POLICY,
    zone: "Europe/Stockholm",
    tenantName: "Nordanvind Energi",
    from: "2026-12-01",
    to: "2027-06-18",
    seed: 1,
    ...changes,
  };
}

/** A dry run of one customer whose agreement ends on 2027-03-31, and what differs from silence. */
export function oneCustomer(
  assumptions: Partial<Assumptions> = {},
  changes: Partial<SimulationInput> = {},
): SimulationInput {
  return exampleInput({
    records: {
      customers: [exampleCustomer("c1")],
      agreements: [exampleAgreement("c1", "2027-03-31")],
    },
    assumptions: { ...SILENT_PEOPLE, ...assumptions },
    ...changes,
  });
}

function numberIn(id: string): number {
  return Number(id.replace(/\D/g, ""));
}
