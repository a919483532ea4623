import { readLibraryProgram } from "@perennial/programs";
import {
  choice,
  choiceColumn,
  day,
  flag,
  line,
  lookup,
  moment,
  money,
} from "@perennial/simulators";
import type {
  CallingCompany,
  Household,
  HouseholdOptions,
  TellingCompany,
  ToldInWords,
} from "./company.ts";
import { namedWords } from "./named-words.ts";
import { OrganizationTown } from "./organization-town.ts";

const OWN = { isCustom: true };
const [ORDERED, ACTIVE] = [100_000_000, 100_000_001];

/** The columns of the table that the company of the stories keeps its agreements in. */
const AGREEMENT = [
  line("name", 100),
  lookup("new_contact", "contact", OWN),
  choiceColumn("new_stage", [choice(ORDERED, "Ordered"), choice(ACTIVE, "In force")], OWN),
  day("new_start", OWN),
  day("new_end", OWN),
  moment("new_ordered", OWN),
  moment("new_signed", OWN),
  line("new_product", 100, OWN),
  line("new_kind", 100, OWN),
  line("new_channel", 100, OWN),
  lookup("new_renews", "new_agreement", OWN),
  line("new_contractstatus", 100, OWN),
  money("new_yearly", OWN),
];

/** How that company fills in the settings page. */
const FIELDS = {
  customers: { language: "new_language" },
  agreements: [
    {
      ...{ name: "electricity", from: "new_agreement", customer: "new_contact" },
      ...{ statusColumn: "new_stage" },
      statuses: { [ORDERED]: "ordered", [ACTIVE]: "active" },
      product: { column: "new_product" },
      kind: { column: "new_kind" },
      ...{ start: "new_start", end: "new_end", orderedAt: "new_ordered", signedAt: "new_signed" },
      ...{ orderChannel: "new_channel", renewalOf: "new_renews", yearlyValue: "new_yearly" },
      currency: null,
      attributes: [{ name: "contractStatus", column: "new_contractstatus", type: "text" }],
    },
  ],
  purchases: [],
  consents: [{ column: "new_smsok", channel: "sms", means: "yes" }],
  calls: { read: true },
  writeBack: { lifecycleStatus: "new_lifecyclestatus", renewedUntil: "new_reneweduntil" },
};

/** The columns of our own table that say something in words. */
const WORDS = {
  ...{ tierName: "prnl_tiername", tierRemaining: "prnl_tierremaining" },
  ...{ tierShare: "prnl_tiershare", riskReasons: "prnl_riskreasons" },
  ...{ say: "prnl_say", programs: "prnl_programs" },
};

/** The electricity company whose CRM is Dynamics 365. */
export class OrganizationCompany implements TellingCompany, CallingCompany {
  readonly crm = "Dynamics 365";
  readonly town: OrganizationTown;
  #made = 0;

  private constructor(town: OrganizationTown) {
    this.town = town;
  }

  /** Opens it for the test that runs. */
  static async open(): Promise<OrganizationCompany> {
    const town = await OrganizationTown.open(AGREEMENT);
    const { staff } = town.org;
    staff.setColumn("contact", line("new_language", 10, OWN));
    staff.setColumn("contact", flag("new_smsok", OWN));
    staff.setColumn("contact", line("new_lifecyclestatus", 100, OWN));
    staff.setColumn("contact", day("new_reneweduntil", OWN));
    return new OrganizationCompany(town);
  }

  async begin(): Promise<void> {
    const { town } = this;
    await town.connect();
    await town.connectChannels();
    const console = await town.console();
    const params = { id: "dynamics" };
    const settings = { ...FIELDS, orgUrl: town.orgUrl };
    await console.ask("saveConnectionSettings", { params, body: { settings } });
    await town.settle();
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
    const { id: customerId } = staff.create("contact", {
      ...{ firstname: "Anna", lastname: lastName, emailaddress1: email, mobilephone: mobile },
      ...{ address1_line1: "Storgatan 1", address1_postalcode: "541 30", address1_city: "Skövde" },
      ...{ new_language: "sv", new_smsok: true },
    });
    const agreementId = this.#agree({
      ...{ new_contact: { table: "contact", id: customerId }, new_stage: ACTIVE, new_end: ends },
      ...{ new_start: "2025-05-06", new_product: "Fast 1 år", new_yearly: 12_500 },
      ...{ new_ordered: "2025-04-06T10:00:00Z", new_signed: "2025-04-16T10:00:00Z" },
    });
    return { customerId, agreementId, email, mobile };
  }

  orderRenewal({ customerId, agreementId }: Household): string {
    return this.#agree({
      ...{ new_contact: { table: "contact", id: customerId }, new_stage: ORDERED },
      ...{ new_start: "2026-05-06", new_end: "2028-05-05", new_product: "Fast 2 år" },
      ...{ new_ordered: this.town.clock.now(), new_yearly: 13_000 },
      new_renews: { table: "new_agreement", id: agreementId },
    });
  }

  signRenewal(agreementId: string): void {
    const signed = { new_stage: ACTIVE, new_signed: this.town.clock.now() };
    this.town.org.staff.change("new_agreement", agreementId, signed);
  }

  textsShown({ customerId }: Household): readonly string[] {
    return this.#activities("prnl_touchpoint", customerId)
      .filter(({ values }) => String(values.subject).includes("sms till"))
      .map(({ values }) => String(values.description));
  }

  calls({ customerId }: Household) {
    return this.#activities("phonecall", customerId).map(({ values }) => ({
      ...{ text: String(values.description), isOpen: values.statecode === 0 },
    }));
  }

  callEnds({ customerId }: Household): void {
    for (const { id, values } of this.#activities("phonecall", customerId)) {
      const made = { statecode: 1, statuscode: 2 };
      if (values.statecode === 0) this.town.org.staff.change("phonecall", id, made);
    }
  }

  written({ customerId }: Household) {
    const values = this.town.org.staff.look("contact", customerId)?.values ?? {};
    return [text(values.new_lifecyclestatus), text(values.new_reneweduntil)] as const;
  }

  told({ customerId }: Household): ToldInWords {
    const status = this.town.org.staff
      .list("prnl_status")
      .find(({ values }) => values.prnl_customerid === customerId);
    return namedWords(WORDS, status?.values ?? {});
  }

  writtenStatus(agreementId: string): string | undefined {
    return text(this.town.org.staff.look("new_agreement", agreementId)?.values.new_contractstatus);
  }

  #agree(values: Parameters<OrganizationTown["org"]["staff"]["create"]>[1]): string {
    const usual = { name: "Elavtal", new_kind: "fixed", new_channel: "web" };
    return this.town.org.staff.create("new_agreement", { ...usual, ...values }).id;
  }

  #activities(table: string, customerId: string) {
    return this.town.org.staff
      .list(table)
      .filter(({ values }) => JSON.stringify(values.regardingobjectid ?? "").includes(customerId));
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
