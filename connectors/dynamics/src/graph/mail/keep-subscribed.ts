import { ConnectorError, type Instant } from "@perennial/contract";
import { z } from "zod";
import { clientState, doorAddress } from "./door-address.ts";
import type { MailTools } from "./mail-tools.ts";

/** How long a subscription is asked for, in minutes: Outlook's longest are 4230 (crm/dynamics.md, 1.5). */
const LIFE = 4200;
/** How long before its end one is renewed, in minutes: a day in which Graph, or we, may be out of order. */
const RENEWED = 1440;

const Subscription = z.looseObject({
  id: z.string().min(1),
  notificationUrl: z.string().optional(),
  expirationDateTime: z.string(),
});
type Subscription = z.infer<typeof Subscription>;
const Subscriptions = z.looseObject({
  value: z.array(Subscription),
  "@odata.nextLink": z.string().optional(),
});

/**
 * Sees to it that Graph tells of what comes into each mailbox: makes a subscription, renews the one that is there before it
 * ends, and ends those of mailboxes or secrets that are no longer the connection's. Where it cannot be done answers are
 * fetched at intervals alone, and none is missed: it is logged, and nothing is thrown.
 */
export async function keepSubscribed(tools: MailTools): Promise<void> {
  const { context, settings } = tools;
  const { webhookSecret } = settings;
  // Graph posts to https alone; a server that is tried at home has another address.
  if (webhookSecret === undefined || !context.callbackUrl.startsWith("https://")) return;
  try {
    await putInOrder(tools, webhookSecret);
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    context.log.warn("Outlook's notifications are not in order; answers are fetched at intervals", {
      ...{ connector: error.connector, reason: error.message },
    });
  }
}

/**
 * Ends the subscriptions of this connection's door. One that Graph does not let us end now ends by itself within three days,
 * and what it tells until then is refused: it is logged, and nothing is thrown.
 */
export async function endSubscriptions(tools: MailTools): Promise<void> {
  try {
    for (const subscription of await ownSubscriptions(tools)) await end(tools, subscription);
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    tools.context.log.warn("Outlook's notifications could not be ended", {
      ...{ connector: error.connector, reason: error.message },
    });
  }
}

async function putInOrder(tools: MailTools, secret: string): Promise<void> {
  const { settings, context } = tools;
  const wanted = new Map(
    settings.mailboxes.map((address) => {
      const mailbox = address.toLowerCase();
      return [doorAddress(context.callbackUrl, secret, mailbox), mailbox] as const;
    }),
  );
  for (const subscription of await ownSubscriptions(tools)) {
    // A second one for the same mailbox is ended as well.
    if (!wanted.delete(subscription.notificationUrl ?? "")) await end(tools, subscription);
    else if (endsSoon(subscription, context.clock.now())) await renew(tools, subscription);
  }
  let failure: ConnectorError | undefined;
  for (const [door, mailbox] of wanted) {
    try {
      await subscribe(tools, { door, mailbox, secret });
    } catch (error) {
      // One that is closed to us costs the others nothing.
      if (!ConnectorError.isInstance(error)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
}

/** Those of this connection's door: the app has others, of other connections and servers. */
async function ownSubscriptions({ reader, context }: MailTools): Promise<readonly Subscription[]> {
  const all: Subscription[] = [];
  let link: string | undefined;
  do {
    const where = link === undefined ? { path: ["subscriptions"] } : { link };
    const page = (await reader.request({ method: "GET", ...where })).read(Subscriptions);
    all.push(...page.value);
    link = page["@odata.nextLink"];
  } while (link !== undefined);
  const own = new URL(context.callbackUrl);
  return all.filter(({ notificationUrl = "" }) => {
    if (!URL.canParse(notificationUrl)) return false;
    const { origin, pathname } = new URL(notificationUrl);
    return origin === own.origin && pathname === own.pathname;
  });
}

async function subscribe(
  { reader, context }: MailTools,
  { door, mailbox, secret }: Readonly<Record<"door" | "mailbox" | "secret", string>>,
): Promise<void> {
  const json = {
    ...{ changeType: "created", notificationUrl: door, lifecycleNotificationUrl: door },
    resource: `/users/${mailbox}/mailFolders('inbox')/messages`,
    expirationDateTime: later(context.clock.now(), LIFE),
    clientState: clientState(secret, mailbox),
  };
  await reader.request({ method: "POST", path: ["subscriptions"], json });
}

async function renew({ reader, context }: MailTools, { id }: Subscription): Promise<void> {
  const json = { expirationDateTime: later(context.clock.now(), LIFE) };
  // One that ended meanwhile is made anew the next time.
  await reader.request({ method: "PATCH", path: ["subscriptions", id], json, accept: [404] });
}

async function end({ reader }: MailTools, { id }: Subscription): Promise<void> {
  await reader.request({ method: "DELETE", path: ["subscriptions", id], accept: [404] });
}

function endsSoon({ expirationDateTime }: Subscription, now: Instant): boolean {
  return Date.parse(expirationDateTime) < Date.parse(later(now, RENEWED));
}

function later(now: Instant, minutes: number): Instant {
  return new Date(Date.parse(now) + minutes * 60_000).toISOString();
}
