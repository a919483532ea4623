import type { Company, Household, HouseholdOptions } from "./company.ts";
import {
  addHousehold,
  addOwnProperties,
  beginWithRenewals,
  orderRenewal,
  signRenewal,
} from "./electricity-portal.ts";
import { activitiesOn, valuesOf } from "./portal-checks.ts";
import { PortalTown } from "./portal-town.ts";

/** The electricity company whose CRM is HubSpot. */
export class PortalCompany implements Company {
  readonly crm = "HubSpot";
  readonly town: PortalTown;

  private constructor(town: PortalTown) {
    this.town = town;
  }

  /** Opens it for the test that runs. */
  static async open(): Promise<PortalCompany> {
    const town = await PortalTown.open();
    addOwnProperties(town.portal);
    return new PortalCompany(town);
  }

  begin(): Promise<void> {
    return beginWithRenewals(this.town);
  }

  addHousehold(options: HouseholdOptions = {}): Household {
    const { contactId, dealId, email, mobile } = addHousehold(this.town.portal, options);
    return { customerId: String(contactId), agreementId: `deal:${dealId}`, email, mobile };
  }

  orderRenewal({ customerId, agreementId, ...contact }: Household): string {
    const household = { contactId: Number(customerId), dealId: dealOf(agreementId), ...contact };
    return `deal:${orderRenewal(this.town, household)}`;
  }

  signRenewal(agreementId: string): void {
    signRenewal(this.town, dealOf(agreementId));
  }

  textsShown({ customerId }: Household): readonly string[] {
    const shown = activitiesOn(this.town, "communications", Number(customerId));
    return shown.map(({ text }) => text);
  }

  calls({ customerId }: Household) {
    return activitiesOn(this.town, "tasks", Number(customerId)).map(({ id, text }) => ({
      text,
      isOpen:
        this.town.portal.staff.look("tasks", Number(id))?.values.hs_task_status !== "COMPLETED",
    }));
  }

  written({ customerId }: Household) {
    const values = valuesOf(this.town, "contacts", Number(customerId));
    return [values.perennial_lifecycle_status, values.perennial_renewed_until] as const;
  }

  writtenStatus(agreementId: string): string | undefined {
    return valuesOf(this.town, "deals", dealOf(agreementId)).contract_status;
  }
}

function dealOf(agreementId: string): number {
  return Number(agreementId.replace("deal:", ""));
}
