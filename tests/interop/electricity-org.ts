import { readLibraryProgram } from "@perennial/programs";
import type { Org } from "@perennial/simulators";
import type {
  CallingCompany,
  Household,
  HouseholdOptions,
  TellingCompany,
  ToldInWords,
} from "./company.ts";
import { namedWords } from "./named-words.ts";
import { OrgTown } from "./org-town.ts";

const CONTRACT_TEXTS = ["Product__c", "Kind__c", "Order_Channel__c", "Renews__c"];
const CONTRACT_MOMENTS = ["Ordered_At__c", "Signed_At__c"];

/** Makes the fields that the company of the stories keeps its agreements in. */
function addOwnFields({ staff }: Org): void {
  for (const name of [...CONTRACT_TEXTS, "Contract_Status__c"]) {
    staff.addField("Contract", { name, type: "string" });
  }
  for (const name of CONTRACT_MOMENTS) staff.addField("Contract", { name, type: "datetime" });
  staff.addField("Contract", { name: "Yearly_Value__c", type: "currency" });
  staff.addField("Contact", { name: "Sms_Ok__c", type: "boolean" });
  staff.addField("Contact", { name: "Language__c", type: "string" });
  staff.addField("Contact", { name: "Lifecycle_Status__c", type: "string" });
  staff.addField("Contact", { name: "Renewed_Until__c", type: "date" });
}

/** How that company fills in the settings page. */
const FIELDS = {
  customers: { language: "Language__c" },
  agreements: [
    {
      ...{ name: "electricity", from: "Contract" },
      statuses: { Draft: "ordered", Activated: "active", Terminated: "cancelled" },
      product: { field: "Product__c" },
      kind: { field: "Kind__c" },
      ...{ orderedAt: "Ordered_At__c", orderChannel: "Order_Channel__c" },
      ...{ signedAt: "Signed_At__c", renewalOf: "Renews__c", yearlyValue: "Yearly_Value__c" },
      attributes: [{ name: "contractStatus", field: "Contract_Status__c", type: "text" }],
    },
  ],
  purchases: [],
  consents: [
    { field: "HasOptedOutOfEmail", channel: "email" },
    { field: "Sms_Ok__c", channel: "sms", means: "yes" },
  ],
  calls: { read: true },
  writeBack: { lifecycleStatus: "Lifecycle_Status__c", renewedUntil: "Renewed_Until__c" },
};

/** The fields of our own object that say something in words. */
const WORDS = {
  ...{ tierName: "perennial__Tier_Name__c", tierRemaining: "perennial__Tier_Remaining__c" },
  ...{ tierShare: "perennial__Tier_Share__c", riskReasons: "perennial__Risk_Reasons__c" },
  ...{ say: "perennial__Say__c", programs: "perennial__Programs__c" },
};

/** The electricity company whose CRM is Salesforce. */
export class OrgCompany implements TellingCompany, CallingCompany {
  readonly crm = "Salesforce";
  readonly town: OrgTown;
  #made = 0;

  private constructor(town: OrgTown) {
    this.town = town;
  }

  /** Opens it for the test that runs. */
  static async open(): Promise<OrgCompany> {
    // Called what HubSpot's portal is called, for messages end with the company's name.
    const town = await OrgTown.open({ name: "example.com" });
    addOwnFields(town.org);
    return new OrgCompany(town);
  }

  async begin(): Promise<void> {
    const { town } = this;
    await town.connect();
    await town.connectChannels();
    await town.settle();
    const console = await town.console();
    const params = { id: "salesforce" };
    await console.ask("saveConnectionSettings", { params, body: { settings: FIELDS } });
    await console.ask("resyncConnection", { params, body: { everything: true } });
    await town.settle();
    const files = { ...(await readLibraryProgram("renewal")) };
    await console.ask("putProgram", { params: { id: "renewal" }, body: { files } });
    await console.ask("setProgram", { params: { id: "renewal" }, body: { state: "active" } });
    await town.settle();
  }

  addHousehold({ ends = "2026-05-05", lastName = "Berg" }: HouseholdOptions = {}): Household {
    this.#made += 1;
    const number = String(this.#made).padStart(4, "0");
    const email = `anna.${lastName.toLowerCase()}.${number}@example.com`;
    const mobile = `+4670174${number}`;
    const { staff } = this.town.org;
    const account = staff.create("Account", { Name: `Hushållet ${lastName}` });
    const contact = staff.create("Contact", {
      ...{ FirstName: "Anna", LastName: lastName, Email: email, MobilePhone: mobile },
      ...{ MailingStreet: "Storgatan 1", MailingPostalCode: "541 30", MailingCity: "Skövde" },
      ...{ AccountId: account.id, Language__c: "sv", Sms_Ok__c: true },
    });
    const years = Number(ends.slice(0, 4)) - 2025;
    const contract = staff.create("Contract", {
      ...{ AccountId: account.id, CustomerSignedId: contact.id, StartDate: dayAfter(ends, years) },
      ...{ ContractTerm: 12 * years, Product__c: "Fast 1 år", Kind__c: "fixed" },
      ...{ Order_Channel__c: "web", Yearly_Value__c: 12_500 },
      ...{ Ordered_At__c: "2025-04-06T10:00:00Z", Signed_At__c: "2025-04-16T10:00:00Z" },
    });
    staff.change(contract.id, { Status: "Activated" });
    return { customerId: contact.id, agreementId: contract.id, email, mobile };
  }

  orderRenewal({ customerId, agreementId }: Household): string {
    const { staff } = this.town.org;
    const { id } = staff.create("Contract", {
      AccountId: staff.look(customerId)?.values.AccountId ?? null,
      ...{ CustomerSignedId: customerId, StartDate: "2026-05-06", ContractTerm: 24 },
      ...{ Product__c: "Fast 2 år", Kind__c: "fixed", Order_Channel__c: "web" },
      ...{ Ordered_At__c: this.town.clock.now(), Renews__c: agreementId, Yearly_Value__c: 13_000 },
    });
    return id;
  }

  signRenewal(agreementId: string): void {
    const signed = { Status: "Activated", Signed_At__c: this.town.clock.now() };
    this.town.org.staff.change(agreementId, signed);
  }

  textsShown(household: Household): readonly string[] {
    const { staff } = this.town.org;
    const status = this.#status(household);
    return staff
      .list("perennial__Perennial_Touchpoint__c")
      .filter(
        ({ values }) =>
          values.perennial__Status__c === status?.id && values.perennial__Channel__c === "sms",
      )
      .map(({ values }) => String(values.perennial__Text__c));
  }

  calls({ customerId }: Household) {
    return this.town.org.staff
      .list("Task")
      .filter(({ values }) => values.WhoId === customerId && values.TaskSubtype === "Call")
      .map(({ values }) => ({
        ...{ text: String(values.Description), isOpen: values.IsClosed !== true },
      }));
  }

  callEnds({ customerId }: Household): void {
    const { staff } = this.town.org;
    const isTheirs = ({ WhoId, TaskSubtype, IsClosed }: Readonly<Record<string, unknown>>) =>
      WhoId === customerId && TaskSubtype === "Call" && IsClosed !== true;
    for (const { id, values } of staff.list("Task")) {
      if (isTheirs(values)) {
        staff.change(id, { Status: "Completed", CallDisposition: "Answered" });
      }
    }
  }

  written({ customerId }: Household) {
    const values = this.town.org.staff.look(customerId)?.values ?? {};
    const text = (value: unknown) => (typeof value === "string" ? value : undefined);
    return [text(values.Lifecycle_Status__c), text(values.Renewed_Until__c)] as const;
  }

  told(household: Household): ToldInWords {
    return namedWords(WORDS, this.#status(household)?.values ?? {});
  }

  #status({ customerId }: Household) {
    const { staff } = this.town.org;
    return staff
      .list("perennial__Perennial_Status__c")
      .find(({ values }) => values.perennial__Customer_Id__c === customerId);
  }

  writtenStatus(agreementId: string): string | undefined {
    const value = this.town.org.staff.look(agreementId)?.values.Contract_Status__c;
    return typeof value === "string" ? value : undefined;
  }
}

/** The day after a day so many years before. */
function dayAfter(day: string, years: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCFullYear(at.getUTCFullYear() - years);
  at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}
