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

/** Two orgs with the same contacts: one whose edition has the Bulk API, and one whose has not. */
export interface OrgsReady {
  readonly bulk: OrgReady;
  readonly plain: OrgReady;
}

/** Our app there. */
export const BENCH_APP = { clientId: "3MVG9perennial", clientSecret: "bench" };
/** When it is. */
export const BENCH_NOW = "2026-11-23T08:00:00.000Z";

const [, , contacts] = process.argv;
if (process.send && contacts) {
  const clock = new ManualClock(BENCH_NOW);
  const salesforce = await startSalesforce({ clock, app: { ...BENCH_APP, redirectUris: [] } });
  const rows = Array.from({ length: Number(contacts) }, (_, number) => ({
    ...{ FirstName: "Anna", LastName: `Berg ${number}`, Email: `anna.${number}@example.com` },
    ...{ MobilePhone: `+4670${String(number).padStart(7, "0")}`, MailingCity: "Skövde" },
  }));
  const ready = async (edition: "Enterprise" | "Professional"): Promise<OrgReady> => {
    const org = await salesforce.addOrg({ edition, hasApi: true });
    org.staff.fill("Contact", rows);
    const place = { orgId: org.id, url: org.url, loginUrl: salesforce.url };
    return { ...place, ...salesforce.connect(org) };
  };
  const orgs: OrgsReady = { bulk: await ready("Enterprise"), plain: await ready("Professional") };
  process.on("disconnect", () => process.exit());
  process.send(orgs);
}
