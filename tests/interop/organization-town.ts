import type { Client } from "@perennial/api";
import {
  type Column,
  type Dataverse,
  dataverseTable,
  privilegesOn,
  selfSigned,
  startDataverse,
  startEntra,
} from "@perennial/simulators";
import { onTestFinished } from "vitest";
import { Browser, type Page } from "./browser.ts";
import { CrmTown, openSenders, openServer, type TownParts } from "./crm-town.ts";

const CLIENT_ID = "7f0f3f0a-0000-4000-8000-00000000aaaa";
/** Where the organisation says it is; it is reached elsewhere. */
const ORGANIZATION = "https://elbolaget.crm4.dynamics.com";
/** The source of our solution, from the root of the project. */
const SOLUTION = "apps/dynamics-app/solution";
const KEY = selfSigned("perennial", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
const VERBS = ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign"] as const;

/** A company whose CRM is Dynamics 365. */
export class OrganizationTown extends CrmTown {
  readonly org: Dataverse;
  readonly #tenantId: string;

  private constructor(parts: TownParts & { readonly org: Dataverse; readonly directory: string }) {
    super(parts);
    this.org = parts.org;
    this.#tenantId = parts.directory;
  }

  /**
   * Opens a town for the test that runs, with nothing connected, and closes it after.
   * @param agreements the columns of the company's own table of agreements, `new_agreement`
   */
  static async open(agreements: readonly Column[]): Promise<OrganizationTown> {
    const senders = await openSenders();
    const { clock } = senders;
    const redirectUris: string[] = [];
    const app = { clientId: CLIENT_ID, redirectUris, certificates: [KEY.certificate] };
    const entra = await startEntra({ clock, apps: [{ ...app, tellsRoles: true }] });
    onTestFinished(() => entra.stop());
    const tenant = entra.addTenant({ domain: "example.com" });
    entra.onPage({ tenantId: tenant.id });
    const own = dataverseTable({ name: "new_agreement", isCustom: true, columns: [...agreements] });
    const org = await startDataverse({
      ...{ clock, entra, tenantId: tenant.id, origin: ORGANIZATION },
      tables: [own],
    });
    onTestFinished(() => org.stop());
    org.staff.importSolution(SOLUTION);
    const user = org.staff.addApplicationUser(CLIENT_ID);
    org.staff.assign(user, org.staff.addRole("Perennial", privilegesOn(org.book.all, VERBS)));
    tenant.consent(app);
    const opened = await openServer(clock, {
      PERENNIAL_DYNAMICS_CLIENT_ID: CLIENT_ID,
      PERENNIAL_DYNAMICS_CERTIFICATE: KEY.certificate,
      PERENNIAL_DYNAMICS_PRIVATE_KEY: KEY.privateKey,
      PERENNIAL_DYNAMICS_LOGIN_URL: entra.url,
      PERENNIAL_DYNAMICS_GATEWAY_URL: org.url,
    });
    redirectUris.push(`${opened.server.url}/apps/dynamics/callback`);
    return new OrganizationTown({
      ...{ ...senders, ...opened, org, crm: org, directory: tenant.id },
      // Its lines are not tapped: what proves who we are names the address it is for.
      ...{ taps: [], givenSecrets: [KEY.privateKey] },
    });
  }

  /** An administrator connects the organisation in a browser and ends on a page. */
  async connect(): Promise<Page> {
    const page = await new Browser("en").open(`${this.server.url}/apps/dynamics/install`);
    await this.belongsTo("dynamics", this.#tenantId);
    return page;
  }

  /** The address that the administrator fills in. */
  get orgUrl(): string {
    return ORGANIZATION;
  }

  /** The console as the company's administrator has it. */
  console(): Promise<Client> {
    return this.consoleByToken();
  }
}
