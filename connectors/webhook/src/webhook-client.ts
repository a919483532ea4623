import { createHash } from "node:crypto";
import { createRequest, secretValues, signWebhook } from "@perennial/connector-kit";
import type { Command, ConnectorContext } from "@perennial/contract";
import { z } from "zod";
import { webhookManifest } from "./webhook-manifest.ts";
import { signingSecrets, WebhookSettings } from "./webhook-settings.ts";

/** Room for 500 records with many fields of the customer's own. */
const MAX_PAGE_BYTES = 16 * 1024 * 1024;

const Changes = z.object({ items: z.array(z.unknown()), cursor: z.string(), more: z.boolean() });
/** One page of changes; what its items are is for the mapping to say. */
export type Changes = z.infer<typeof Changes>;

const Results = z.object({
  results: z.array(z.object({ id: z.string(), status: z.string(), message: z.string().nullish() })),
});
/** What the CRM says of one command. */
export type CommandResult = z.infer<typeof Results>["results"][number];

/** The CRM's three addresses. Its methods throw a `ConnectorError`. */
export interface WebhookClient {
  /** Up to `limit` changes after a cursor, oldest first. */
  changes(cursor: string | undefined, limit: number): Promise<Changes>;
  /** Sends commands in one signed request; each command's id is its idempotency key. */
  send(commands: readonly Command[]): Promise<readonly CommandResult[]>;
}

/** Opens the CRM; nothing where the connection has no address. */
export function createWebhookClient(
  settings: WebhookSettings,
  context: ConnectorContext,
): WebhookClient | undefined {
  if (settings.baseUrl === undefined) return undefined;
  const request = createRequest({
    connector: webhookManifest.id,
    context,
    baseUrl: settings.baseUrl,
    headers: { authorization: `Bearer ${settings.token}` },
    secrets: secretValues(WebhookSettings, settings),
    maxAnswerBytes: MAX_PAGE_BYTES,
    timeout: 30_000,
  });
  return {
    async changes(cursor, limit) {
      const query = { cursor, limit: String(limit) };
      const answer = await request({ method: "GET", path: ["changes"], query });
      return answer.read(Changes);
    },
    async send(commands) {
      const text = JSON.stringify({ commands });
      const headers = signWebhook({
        id: batchId(commands),
        at: context.clock.now(),
        body: text,
        secrets: signingSecrets(settings),
      });
      const answer = await request({ method: "POST", path: ["commands"], headers, text });
      return answer.read(Results).results;
    },
  };
}

/** The same commands sent again are the same message. */
function batchId(commands: readonly Command[]): string {
  const ids = JSON.stringify(commands.map(({ id }) => id));
  return `batch_${createHash("sha256").update(ids).digest("hex").slice(0, 32)}`;
}
