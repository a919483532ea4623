import { createHmac } from "node:crypto";
import { Client } from "@perennial/api";
import { type Org, type OrgOptions, type Salesforce, startSalesforce } from "@perennial/simulators";
import { onTestFinished } from "vitest";
import { Browser, type Page } from "./browser.ts";
import { CrmTown, openSenders, openServer, type TownParts } from "./crm-town.ts";
import { WireTap } from "./wire-tap.ts";

const APP = {
  clientId: "3MVG9perennial.canary",
  clientSecret: "consumer-secret-canary-0123456789",
};
/** The source of our package, from the root of the project. */
const PACKAGE = "apps/salesforce-app/force-app/main/default";

/** A company whose CRM is Salesforce, with our package in its org. */
export class OrgTown extends CrmTown {
  readonly salesforce: Salesforce;
  readonly org: Org;

  private constructor(parts: TownParts & { readonly salesforce: Salesforce; readonly org: Org }) {
    super(parts);
    this.salesforce = parts.salesforce;
    this.org = parts.org;
  }

  /** Opens a town for the test that runs, with nothing connected, and closes it after. */
  static async open(options: OrgOptions = {}): Promise<OrgTown> {
    const senders = await openSenders();
    const { clock } = senders;
    const redirectUris: string[] = [];
    const salesforce = await startSalesforce({ clock, app: { ...APP, redirectUris } });
    onTestFinished(() => salesforce.stop());
    const org = await salesforce.addOrg(options);
    org.staff.install(PACKAGE, "perennial");
    const login = await WireTap.to(salesforce.url);
    onTestFinished(() => login.close());
    const opened = await openServer(clock, {
      PERENNIAL_SALESFORCE_CLIENT_ID: APP.clientId,
      PERENNIAL_SALESFORCE_CLIENT_SECRET: APP.clientSecret,
      PERENNIAL_SALESFORCE_LOGIN_URL: login.url,
    });
    redirectUris.push(`${opened.server.url}/apps/salesforce/callback`);
    return new OrgTown({
      ...{ ...senders, ...opened, salesforce, org, crm: salesforce },
      ...{ taps: [login], givenSecrets: [APP.clientSecret] },
    });
  }

  /** An administrator connects the org in a browser and ends on a page. */
  async connect(): Promise<Page> {
    this.salesforce.onConsent({ orgId: this.org.id });
    const page = await new Browser("en").open(`${this.server.url}/apps/salesforce/install`);
    await this.belongsTo("salesforce", this.org.id);
    return page;
  }

  /** The console as the org's administrator opens it, from the tab with the canvas. */
  async console(): Promise<Client> {
    const { url } = this.server;
    const response = await fetch(`${url}/apps/salesforce/launch`, {
      method: "POST",
      redirect: "manual",
      body: this.#signedRequest(),
    });
    const { hash } = new URL(response.headers.get("location") ?? "", url);
    const code = new URLSearchParams(hash.slice(1)).get("code") ?? "";
    const { bearer } = await new Client({ url }).ask("startSession", { body: { code } });
    return new Client({ url, token: bearer });
  }

  /** The address of the administrator. */
  get administrator(): string {
    return String(this.org.users[0]?.values.Email ?? "");
  }

  /** What the app did in the org, as Salesforce took it. */
  get acts() {
    return this.salesforce.accepted.entries;
  }

  /** What a Canvas posts when the administrator opens it (crm/salesforce.md, 6.2). */
  #signedRequest(): URLSearchParams {
    const context = {
      user: { userId: this.org.users[0]?.id, email: this.administrator },
      organization: { organizationId: this.org.id },
    };
    const envelope = Buffer.from(JSON.stringify({ algorithm: "HMACSHA256", context }));
    const signed = envelope.toString("base64");
    const signature = createHmac("sha256", APP.clientSecret).update(signed).digest("base64");
    return new URLSearchParams({ signed_request: `${signature}.${signed}` });
  }
}
