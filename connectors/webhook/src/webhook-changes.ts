import { understand } from "@perennial/connector-kit";
import {
  type ChangePage,
  type ConnectorContext,
  ConnectorError,
  type Misunderstanding,
} from "@perennial/contract";
import type { WebhookClient } from "./webhook-client.ts";
import { webhookManifest } from "./webhook-manifest.ts";
import { itemToCandidate } from "./webhook-mapping.ts";

/** The most that one page carries. */
const PAGE = 500;

/** A page of changes with what in it could not be understood; the good items go on without it. */
export interface WebhookChangePage extends ChangePage {
  readonly problems: readonly Misunderstanding[];
}

/** Reads changes after a cursor, page by page. A page with items not understood is also a
 * warning in the log. */
export async function* readChanges(
  client: WebhookClient,
  context: Pick<ConnectorContext, "log">,
  from: string | undefined,
): AsyncGenerator<WebhookChangePage> {
  let cursor = from;
  for (;;) {
    const page = await client.changes(cursor, PAGE);
    const parts = page.items.map((item, index) => itemToCandidate(item, `items[${index}]`));
    const { signals, problems } = understand(parts);
    const [first] = problems;
    if (first !== undefined) {
      context.log.warn("some changes could not be understood", {
        connector: webhookManifest.id,
        count: problems.length,
        first: `${first.place}: ${first.message}`,
      });
    }
    yield { signals, problems, cursor: page.cursor };
    if (!page.more) return;
    if (page.cursor === cursor) throw stuck();
    cursor = page.cursor;
  }
}

function stuck(): ConnectorError {
  const message = "GET /changes says there is more but gives the same cursor again";
  return new ConnectorError({ connector: webhookManifest.id, kind: "unavailable", message });
}
