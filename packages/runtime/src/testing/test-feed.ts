import {
  type ChangePage,
  type Connector,
  Manifest,
  type Misunderstanding,
  type Session,
  Signal,
} from "@perennial/contract";
import { z } from "zod";

/** The secret that a delivery of the feed shows. */
export const FEED_TOKEN = "feed-token-canary-1";

/** A page of changes, or what happens in place of one. */
export type FeedStep = ChangePage | Error;

/** A system in memory that tells of changes: when it is asked, and by deliveries. */
export interface TestFeed {
  readonly connector: Connector;
  readonly settings: Readonly<Record<string, unknown>>;
  /** What it tells from a cursor on; the beginning is "". */
  tell: (cursor: string) => readonly FeedStep[];
  /** The cursors it was asked from, in order. */
  readonly asked: string[];
  /** Called before each page is given. */
  beforePage: () => Promise<void>;
}

/** A delivery's body: signals as they are, and any text for what cannot be understood. */
const Body = z.array(z.unknown());

/** What somebody fills in to connect it. */
const FeedSettings = z.strictObject({
  address: z.string().default("https://feed.example"),
  token: z.string().meta({ secret: true }),
  search: z.strictObject({ password: z.string().meta({ secret: true }) }).optional(),
});

/** Makes a feed. Its deliveries are genuine with the token in the query or in a header. */
export function testFeed(id: string): TestFeed {
  const asked: string[] = [];
  const session: Session = {
    check: async () => undefined,
    perform: async () => [],
    close: async () => undefined,
    async *changesSince(cursor = "") {
      asked.push(cursor);
      for (const step of feed.tell(cursor)) {
        await feed.beforePage();
        if (step instanceof Error) throw step;
        yield step;
      }
    },
  };
  const connector: Connector<z.output<typeof FeedSettings>> = {
    manifest: Manifest.parse({
      ...{ contractVersion: 1, id, title: { sv: id, en: id }, auth: "token", commands: [] },
      ...{ capabilities: ["changes.read", "inbound"], signals: ["customer.changed"] },
      vendorApi: { version: "1", documentation: "https://feed.example/docs" },
    }),
    settings: FeedSettings,
    inbound: {
      verify({ url, headers }, { token }) {
        const shown = [new URL(url).searchParams.get("token"), headers["x-token"]];
        if (!shown.includes(token)) return { genuine: false, reason: "the token is not right" };
        const deliveryId = headers["x-id"];
        return { genuine: true, ...(deliveryId !== undefined && { deliveryId }) };
      },
      toSignals({ body }) {
        const signals: Signal[] = [];
        const problems: Misunderstanding[] = [];
        for (const [index, each] of Body.parse(JSON.parse(body)).entries()) {
          const parsed = Signal.safeParse(each);
          if (parsed.success) signals.push(parsed.data);
          else problems.push({ place: `[${index}]`, message: "no signal" });
        }
        return { signals, problems };
      },
    },
    open: async () => session,
  };
  const feed: TestFeed = {
    ...{ connector: connector as Connector, settings: { token: FEED_TOKEN }, asked },
    tell: () => [],
    beforePage: async () => undefined,
  };
  return feed;
}
