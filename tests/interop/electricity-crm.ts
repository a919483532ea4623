import { readLibraryProgram } from "@perennial/programs";
import type { Company, Household, HouseholdOptions } from "./company.ts";
import { WebhookTown } from "./webhook-town.ts";

const OWN_FIELDS = { customer: ["lifecycleStatus", "renewedUntil"], agreement: ["contractStatus"] };

/** The electricity company whose CRM is a small one that speaks webhooks. */
export class WebhookCompany implements Company {
  readonly crm = "webhook";
  readonly town: WebhookTown;
  #made = 0;

  private constructor(town: WebhookTown) {
    this.town = town;
  }

  /** Opens it for the test that runs. */
  static async open(): Promise<WebhookCompany> {
    return new WebhookCompany(await WebhookTown.open(OWN_FIELDS));
  }

  async begin(): Promise<void> {
    const { town } = this;
    // Called what HubSpot's portal is called, for messages end with the company's name.
    await town.connect("example.com");
    await town.connectChannels();
    await town.settle();
    const console = await town.console();
    await console.ask("resyncConnection", { params: { id: "crm" }, body: { everything: true } });
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
    const [customerId, agreementId] = [`kund-${number}`, `avtal-${number}`];
    const { records, staff } = this.town.crm;
    const now = this.town.clock.now();
    records.putCustomer(
      {
        ...{
          id: customerId,
          kind: "person",
          name: `Anna ${lastName}`,
          firstName: "Anna",
          lastName,
        },
        ...{ email, mobile, locale: "sv", doNotCall: false, attributes: {} },
        postalAddress: "Storgatan 1, 541 30 Skövde",
      },
      now,
    );
    staff.addConsent({
      ...{ customerId, channel: "sms", purpose: "marketing", state: "given", at: now },
      ...{ source: "web-form", legalBasis: "consent" },
    });
    staff.addAgreement({
      ...{ id: agreementId, customerId, party: "own", product: "Fast 1 år", kind: "fixed" },
      ...{ status: "active", start: "2025-05-06", end: ends, orderChannel: "web" },
      ...{ orderedAt: "2025-04-06T10:00:00.000Z", signedAt: "2025-04-16T10:00:00.000Z" },
      ...{ yearlyValue: 1_250_000, currency: "SEK", attributes: {} },
    });
    return { customerId, agreementId, email, mobile };
  }

  orderRenewal({ customerId, agreementId }: Household): string {
    const id = `${agreementId}-ny`;
    this.town.crm.staff.addAgreement({
      ...{ id, customerId, party: "own", product: "Fast 2 år", kind: "fixed", status: "ordered" },
      ...{ start: "2026-05-06", end: "2028-05-05", orderChannel: "web", renewalOf: agreementId },
      ...{ orderedAt: this.town.clock.now(), yearlyValue: 1_300_000, currency: "SEK" },
      attributes: {},
    });
    return id;
  }

  signRenewal(agreementId: string): void {
    const { staff } = this.town.crm;
    staff.sign(agreementId);
    staff.setStatus(agreementId, "active", this.town.clock.now());
  }

  /** The CRM has one timeline: what was sent stands there among all else, the words behind what it was. */
  textsShown({ customerId, mobile }: Household): readonly string[] {
    const sent = this.town.sms.accepted.entries.filter(({ to }) => to === mobile);
    const notes = this.town.crm.notesOf(customerId).map(({ text }) => text);
    return sent.flatMap(({ message }) => notes.filter((note) => note.includes(message)));
  }

  calls({ customerId }: Household) {
    const { entries } = this.town.dialer.accepted;
    const put = entries.flatMap((each) =>
      each.act === "put" && each.entry.customerId === customerId ? [each.entry] : [],
    );
    const open = new Set(this.town.dialer.calls.map(({ entry }) => entry.id));
    return put.map(({ id, reason }) => ({ text: reason, isOpen: open.has(id) }));
  }

  written({ customerId }: Household) {
    const { lifecycleStatus, renewedUntil } =
      this.town.crm.records.customer(customerId)?.attributes ?? {};
    const text = (value: unknown) => (typeof value === "string" ? value : undefined);
    return [text(lifecycleStatus), text(renewedUntil)] as const;
  }

  writtenStatus(agreementId: string): string | undefined {
    const value = this.town.crm.records.agreement(agreementId)?.attributes.contractStatus;
    return typeof value === "string" ? value : undefined;
  }
}
