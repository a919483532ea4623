import {
  createRequest,
  defineConnector,
  receiptFor,
  toConnectorError,
} from "@perennial/connector-kit";
import type { Command, Connector, ConnectorContext, Receipt } from "@perennial/contract";
import { z } from "zod";

const ID = "bench-bulk";
/** How many messages one request carries. */
export const BULK = 100;

const Settings = z.strictObject({ baseUrl: z.url() });
type Settings = z.infer<typeof Settings>;
const Taken = z.object({ accepted: z.array(z.string()) });

/** A provider of text messages that takes a hundred in one request. None of ours does; the kit does all but the shape. */
export function createBulk(): Connector<Settings> {
  return defineConnector<Settings>({
    manifest: {
      contractVersion: 1,
      id: ID,
      title: { sv: "Sms i buntar", en: "Text messages in bulk" },
      auth: "none",
      capabilities: [],
      commands: ["send-sms"],
      signals: [],
      batchSize: BULK,
      proof: { key: { ttlSeconds: 86_400 } },
      vendorApi: { version: "1", documentation: "https://example.com/" },
    },
    settings: Settings,
    open: async (settings, context) => ({
      check: async () => {},
      perform: (commands) => sendAll(settings, context, commands),
      close: async () => {},
    }),
  });
}

async function sendAll(
  { baseUrl }: Settings,
  context: ConnectorContext,
  commands: readonly Command[],
): Promise<readonly Receipt[]> {
  const request = createRequest({ connector: ID, context, baseUrl, secrets: [] });
  const messages = commands.flatMap((each) =>
    each.kind === "send-sms" ? [{ id: each.id, to: each.to, text: each.text }] : [],
  );
  try {
    const answer = await request({ method: "POST", path: ["bulk"], json: { messages } });
    const taken = new Set(answer.read(Taken).accepted);
    return commands.flatMap(({ id }): Receipt[] =>
      taken.has(id) ? [{ commandId: id, outcome: "accepted", providerId: id }] : [],
    );
  } catch (error) {
    const failure = toConnectorError(error, ID, context.log);
    return commands.map((command) => receiptFor(failure, command));
  }
}
