import type { Client } from "@perennial/api";
import {
  type Crm,
  type CrmOptions,
  type Dialer,
  startCrm,
  startDialer,
} from "@perennial/simulators";
import { onTestFinished } from "vitest";
import { CrmTown, openSenders, openServer, type TownParts } from "./crm-town.ts";

const TOKENS = { crm: "crm-token-canary-0123456789", dialer: "dialer-token-canary-0123456789" };

/** A company whose CRM is a small one that speaks webhooks, with a dialer beside it. */
export class WebhookTown extends CrmTown {
  readonly crm: Crm;
  readonly dialer: Dialer;

  private constructor({
    small,
    ...parts
  }: TownParts & { readonly small: Crm; readonly dialer: Dialer }) {
    super(parts);
    this.crm = small;
    this.dialer = parts.dialer;
  }

  /** Opens a town for the test that runs, with nothing connected, and closes it after. */
  static async open(customFields: NonNullable<CrmOptions["customFields"]>): Promise<WebhookTown> {
    const senders = await openSenders();
    const { clock } = senders;
    const small = await startCrm({ clock, token: TOKENS.crm, customFields });
    // Nobody is at the telephones: what is on the list stays there.
    const dialer = await startDialer({ clock, token: TOKENS.dialer, agents: [] });
    for (const each of [small, dialer]) onTestFinished(() => each.stop());
    const opened = await openServer(clock, {});
    const crm = {
      tick: async () => (await small.tick()) + (await dialer.tick()),
      nextDue: () => [small.nextDue(), dialer.nextDue()].flatMap((each) => each ?? []).sort()[0],
    };
    return new WebhookTown({
      ...{ ...senders, ...opened, small, dialer, crm },
      ...{ taps: [], givenSecrets: Object.values(TOKENS) },
    });
  }

  /** The operator makes the company and connects its CRM and its dialer, in both directions. */
  async connect(name: string): Promise<void> {
    await this.begin(name);
    const { crm, dialer } = this;
    const { token, signingSecret, url: baseUrl } = crm;
    await this.connectBy("crm", "webhook", { baseUrl, token, signingSecret });
    await this.connectBy("dialer", "dialer-webhook", {
      ...{ baseUrl: dialer.url, token: dialer.token, signingSecret: dialer.signingSecret },
    });
    const door = (id: string) => `${this.server.url}/hooks/v1/${this.tenant.id}/${id}`;
    crm.setCallbackUrl(door("crm"));
    dialer.setCallbackUrl(door("dialer"));
  }

  /** The console as the company's administrator has it. */
  console(): Promise<Client> {
    return this.consoleByToken();
  }
}
