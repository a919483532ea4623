import { issueWords, sameSecret } from "@perennial/connector-kit";
import type {
  Inbound,
  InboundAnswer,
  InboundRequest,
  RecordRef,
  Understanding,
  Verification,
} from "@perennial/contract";
import { z } from "zod";
import { clientState, mailboxAt, validationToken } from "./door-address.ts";
import { mailRef, SUBSCRIPTION } from "./mail-ref.ts";
import type { OutlookMailSettings } from "./outlook-mail-settings.ts";

const Notification = z.looseObject({
  subscriptionId: z.string().min(1),
  clientState: z.string().optional(),
  resource: z.string(),
  changeType: z.string().optional(),
  lifecycleEvent: z.string().optional(),
});
const Notifications = z.looseObject({ value: z.array(Notification) });
type Notifications = z.infer<typeof Notifications>;

const IN_MAILBOX = /^users\/[^/]+\/messages\/([^/]+)$/i;

/**
 * What Graph tells of mailboxes. A notification is a hint that a mail came in, which is then read; one about the subscription
 * itself has it looked after. Each comes to an address with a proof of ours and carries what the subscription was made with; the question before the first of them has the proof alone (crm/dynamics.md, 1.5).
 */
export const mailInbound: Inbound<OutlookMailSettings> = {
  verify(request: InboundRequest, { webhookSecret }: OutlookMailSettings): Verification {
    if (webhookSecret === undefined)
      return { genuine: false, reason: "the connection has no secret for notifications" };
    const mailbox = mailboxAt(request.url, webhookSecret);
    if (mailbox === undefined) return { genuine: false, reason: "the address was not made by us" };
    if (validationToken(request.url) !== undefined) return { genuine: true };
    const read = readNotifications(request.body);
    if (!("told" in read)) return { genuine: false, reason: `the body ${read.problem}` };
    const wanted = clientState(webhookSecret, mailbox);
    const states = read.told.value.map(({ clientState: given = "" }) => sameSecret(given, wanted));
    return states.length > 0 && !states.includes(false)
      ? { genuine: true }
      : {
          genuine: false,
          reason: "a notification does not carry what the subscription was made with",
        };
  },
  toSignals(request: InboundRequest, settings: OutlookMailSettings): Understanding {
    if (validationToken(request.url) !== undefined) return { signals: [], problems: [] };
    const read = readNotifications(request.body);
    if (!("told" in read))
      return { signals: [], problems: [{ place: "body", message: read.problem }] };
    return {
      signals: [],
      problems: [],
      changed: changedBy(read.told, readable(request, settings)),
    };
  },
  answer(request: InboundRequest): InboundAnswer | undefined {
    const token = validationToken(request.url);
    if (token === undefined) return undefined;
    const headers = {
      "content-type": "text/plain; charset=utf-8",
      "x-content-type-options": "nosniff",
    };
    return { status: 200, headers, body: token };
  },
};

/** The mailbox that is told of, where it still is one of the settings': no other is ever read. */
function readable(
  { url }: InboundRequest,
  { mailboxes, webhookSecret = "" }: OutlookMailSettings,
): string | undefined {
  const mailbox = mailboxAt(url, webhookSecret);
  return mailboxes.map((one) => one.toLowerCase()).find((one) => one === mailbox);
}

function changedBy({ value }: Notifications, mailbox: string | undefined): readonly RecordRef[] {
  const refs = value.flatMap(({ resource, changeType, lifecycleEvent, subscriptionId }) => {
    if (lifecycleEvent !== undefined) return [{ object: SUBSCRIPTION, id: subscriptionId }];
    const id = IN_MAILBOX.exec(resource)?.[1];
    if (changeType !== "created" || id === undefined || mailbox === undefined) return [];
    return [mailRef({ mailbox, id })];
  });
  return [...new Map(refs.map((ref) => [`${ref.object} ${ref.id}`, ref])).values()];
}

function readNotifications(
  body: string,
): { readonly told: Notifications } | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { problem: "is no JSON; Graph sends a list of notifications" };
  }
  const { data, error } = Notifications.safeParse(json);
  return data === undefined ? { problem: issueWords(error) } : { told: data };
}
