/** A Salesforce as a process of its own, so that its memory is not that of whoever reads it. */
import { ManualClock } from "@perennial/contract";
import { startSalesforce } from "@perennial/simulators";

/** Where the org is, and what opens it. */
export interface OrgReady {
  readonly orgId: string;
  readonly url: string;
  readonly loginUrl: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Our app there. */
export const BENCH_APP = { clientId: "3MVG9perennial", clientSecret: "bench" };
/** When it is. */
export const BENCH_NOW = "2026-11-23T08:00:00.000Z";

const [, , contacts] = process.argv;
if (process.send && contacts) {
  const clock = new ManualClock(BENCH_NOW);
  const salesforce = await startSalesforce({ clock, app: { ...BENCH_APP, redirectUris: [] } });
  const org = await salesforce.addOrg();
  const rows = Array.from({ length: Number(contacts) }, (_, number) => ({
    ...{ FirstName: "Anna", LastName: `Berg ${number}`, Email: `anna.${number}@example.com` },
    ...{ MobilePhone: `+4670${String(number).padStart(7, "0")}`, MailingCity: "Skövde" },
  }));
  org.staff.fill("Contact", rows);
  const ready: OrgReady = {
    ...{ orgId: org.id, url: org.url, loginUrl: salesforce.url },
    ...salesforce.connect(org),
  };
  process.on("disconnect", () => process.exit());
  process.send(ready);
}
