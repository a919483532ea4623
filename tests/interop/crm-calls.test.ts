import { asTenant } from "@perennial/store";
import { sql } from "kysely";
import { expect, test } from "vitest";
import type { CallingCompany } from "./company.ts";
import { OrgCompany } from "./electricity-org.ts";
import { OrganizationCompany } from "./electricity-organization.ts";

const CRMS: readonly (readonly [string, () => Promise<CallingCompany>])[] = [
  ["Salesforce", OrgCompany.open],
  ["Dynamics 365", OrganizationCompany.open],
];

test.each(CRMS)(
  "a call that somebody makes from the list in %s moves the program that put it there",
  {
    timeout: 300_000,
  },
  async (_crm, open) => {
    const company = await open();
    const { town } = company;
    const anna = company.addHousehold();
    await company.begin();
    await town.until("2026-03-16 12:00");
    expect(company.calls(anna)).toMatchObject([{ isOpen: true }]);
    const { db } = town.server.runtime;
    const read = <Row>(statement: ReturnType<typeof sql<Row>>) =>
      asTenant(db, town.tenant.id, (tx) => tx.rows(statement));
    const steps = () => read(sql<{ step: string }>`select step from enrolments where not ended`);
    const waiting = await steps();

    company.callEnds(anna);
    await town.passes(16);
    expect(await read(sql`select customer_id, direction, outcome from phone_calls`)).toEqual([
      { customer_id: anna.customerId, direction: "out", outcome: "reached" },
    ]);
    expect(await steps()).not.toEqual(waiting);
    expect(company.calls(anna)).toMatchObject([{ isOpen: false }]);
    expect(town.errors).toEqual([]);
  },
);
