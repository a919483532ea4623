import { type Answer, createRequest, secretValues } from "@perennial/connector-kit";
import type { AgreedTime, ConnectorContext } from "@perennial/contract";
import { z } from "zod";
import { dialerWebhookManifest } from "./dialer-webhook-manifest.ts";
import { DialerWebhookSettings } from "./dialer-webhook-settings.ts";

/** An entry on the dialer's call list. */
export interface CallEntry {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly phone: string;
  readonly agreementId?: string | undefined;
  readonly reason: string;
  readonly offer?: string | undefined;
  readonly script?: string | undefined;
  readonly priority: number;
  readonly agreed?: AgreedTime | undefined;
  readonly expiresAt?: string | undefined;
}

/** What became of taking an entry off the list; `words` are the dialer's own. */
export type Removal =
  | { readonly removed: true }
  | { readonly removed: false; readonly words: string };

/** The dialer's call list. */
export interface DialerWebhookClient {
  /** Puts an entry, or replaces the one with the same id. */
  put(entry: CallEntry): Promise<void>;
  /** Takes an entry off; one that is not there is off already. */
  remove(id: string, reason: string): Promise<Removal>;
  has(id: string): Promise<boolean>;
}

/** Opens the dialer's call list. Its methods throw a `ConnectorError`. */
export function createDialerWebhookClient(
  settings: DialerWebhookSettings,
  context: ConnectorContext,
): DialerWebhookClient {
  const request = createRequest({
    connector: dialerWebhookManifest.id,
    context,
    baseUrl: settings.baseUrl,
    headers: { authorization: `Bearer ${settings.token}` },
    secrets: secretValues(DialerWebhookSettings, settings),
  });
  return {
    async put(entry) {
      const answer = await request({ method: "PUT", path: ["entries", entry.id], json: entry });
      fromDialer(answer);
    },
    async remove(id, reason) {
      const path = ["entries", id];
      const accept = [404, 409, 410];
      const answer = await request({ method: "DELETE", path, query: { reason }, accept });
      if (!accept.includes(answer.status)) fromDialer(answer);
      return answer.status === 409 ? { removed: false, words: answer.words } : { removed: true };
    },
    async has(id) {
      const answer = await request({ method: "GET", path: ["entries", id], accept: [404] });
      if (answer.status !== 404) fromDialer(answer);
      return answer.status !== 404;
    },
  };
}

/** A dialer answers with JSON or with nothing; a page for browsers is from something in between. */
function fromDialer(answer: Answer): void {
  if (answer.text.trim() !== "") answer.read(z.unknown());
}
