import {
  type Hubspot,
  type HubspotApp,
  type HubspotOptions,
  type Portal,
  startHubspot,
} from "@perennial/simulators";
import { onTestFinished } from "vitest";
import { readAppFiles } from "./app-files.ts";
import { Browser, type Page } from "./browser.ts";
import { CrmTown, openSenders, openServer, type TownParts } from "./crm-town.ts";
import { PortalPage } from "./portal-page.ts";
import { WireTap } from "./wire-tap.ts";

const APP = {
  appId: "1160452",
  clientId: "1d3f0000-0000-4000-8000-00000000aaaa",
  clientSecret: "client-secret-canary-0123456789",
};

/** A company whose CRM is HubSpot. */
export class PortalTown extends CrmTown {
  readonly hubspot: Hubspot;
  readonly portal: Portal;

  private constructor(parts: TownParts & { readonly hubspot: Hubspot; readonly portal: Portal }) {
    super(parts);
    this.hubspot = parts.hubspot;
    this.portal = parts.portal;
  }

  /** Opens a town for the test that runs, with nothing installed, and closes it after. */
  static async open(options: Partial<HubspotOptions> = {}): Promise<PortalTown> {
    const senders = await openSenders();
    const { clock } = senders;
    const app: HubspotApp = { ...APP, ...(await readAppFiles()), redirectUris: [] };
    const hubspot = await startHubspot({ clock, app, ...options });
    onTestFinished(() => hubspot.stop());
    const portal = hubspot.addPortal();
    const out = await WireTap.to(hubspot.url);
    const back = await WireTap.to("http://127.0.0.1:9");
    const opened = await openServer(clock, {
      PERENNIAL_HUBSPOT_APP_ID: APP.appId,
      PERENNIAL_HUBSPOT_CLIENT_ID: APP.clientId,
      PERENNIAL_HUBSPOT_CLIENT_SECRET: APP.clientSecret,
      PERENNIAL_HUBSPOT_API_URL: out.url,
      PERENNIAL_HUBSPOT_INSTALL_URL: `${hubspot.url}/oauth/authorize`,
    });
    for (const tap of [out, back]) onTestFinished(() => tap.close());
    const { url } = opened.server;
    back.leadTo(url);
    hubspot.connectTo({
      redirectUris: [`${url}/apps/hubspot/callback`],
      webhookUrl: `${url}/hooks/v1/apps/hubspot`,
      actionsUrl: `${url}/apps/hubspot/actions`,
      proxy: { [url]: back.url },
    });
    return new PortalTown({
      ...{ ...senders, ...opened, hubspot, portal, crm: hubspot },
      ...{ taps: [out, back], givenSecrets: [APP.clientSecret] },
    });
  }

  /** An administrator installs the app in a browser and ends on a page. */
  async install(optionalScopes?: readonly string[]): Promise<Page> {
    const { id: portalId } = this.portal;
    this.hubspot.onConsent({ portalId, ...(optionalScopes && { optionalScopes }) });
    const page = await new Browser("en").open(`${this.server.url}/apps/hubspot/install`);
    await this.belongsTo("hubspot", String(portalId));
    return page;
  }

  /** The app's pages in the portal, as a user of it sees them. @default its administrator */
  pageOf(user: number | string = this.administrator): PortalPage {
    return new PortalPage({ portal: this.portal, url: this.server.url, user });
  }

  /** The address of the portal's administrator. */
  get administrator(): string {
    return this.portal.owners.all[0]?.user.email ?? "";
  }

  /** What the app did in the portal, as HubSpot took it. */
  get acts() {
    return this.hubspot.accepted.entries;
  }
}
