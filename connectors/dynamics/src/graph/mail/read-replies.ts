import { mapWithLimit } from "@perennial/connector-kit";
import {
  type ChangePage,
  ConnectorError,
  type Instant,
  type RecordRef,
  type Understanding,
} from "@perennial/contract";
import { z } from "zod";
import { IMMUTABLE_IDS } from "../graph-client.ts";
import { keepSubscribed } from "./keep-subscribed.ts";
import { type MailStands, readMailCursor, writeMailCursor } from "./mail-cursor.ts";
import { mailError } from "./mail-errors.ts";
import { mailPlace, SUBSCRIPTION } from "./mail-ref.ts";
import type { MailTools } from "./mail-tools.ts";
import { type CameIn, tellMail } from "./tell-mail.ts";

/** How far back a mailbox is read the first time, in milliseconds: whoever answered before was never written to by us. */
const FIRST_READ = 86_400_000;
/** Mails of one page. */
const PAGE = 50;
/** Graph takes four requests at once for a mailbox (crm/dynamics.md, 1.5); commands have the others. */
const TOGETHER = 1;
const TOO_OLD = 410;

const DeltaPage = z.looseObject({
  value: z.array(
    z.looseObject({
      id: z.string().min(1),
      conversationId: z.string().nullish(),
      isDraft: z.boolean().nullish(),
      "@removed": z.unknown().optional(),
    }),
  ),
  "@odata.nextLink": z.string().optional(),
  "@odata.deltaLink": z.string().optional(),
});
type DeltaPage = z.infer<typeof DeltaPage>;

/**
 * Answers and reports that came into the mailboxes since a cursor, mailbox by mailbox, by Graph's delta links: what a lost
 * notification was about is found here. A mailbox that is not there, or that we are kept out of, is a problem of its own and
 * costs the others nothing. Looks after the subscriptions first.
 */
export async function* readReplies(
  tools: MailTools,
  cursor: string | undefined,
): AsyncGenerator<ChangePage> {
  await keepSubscribed(tools);
  let stands = readMailCursor(cursor);
  for (const address of tools.settings.mailboxes) {
    const mailbox = address.toLowerCase();
    let isRead = false;
    while (!isRead) {
      const page = await readPage(tools, mailbox, stands[mailbox]);
      if ("problem" in page) {
        const problems = [{ place: mailbox, message: page.problem }];
        yield { signals: [], cursor: writeMailCursor(stands), problems };
        break;
      }
      stands = { ...stands, [mailbox]: page.stand };
      yield { signals: await tellAll(tools, page.mails), cursor: writeMailCursor(stands) };
      isRead = page.isLast;
    }
  }
}

/** What records that a notification named mean now. Throws a `ConnectorError`. */
export async function readNotified(
  tools: MailTools,
  refs: readonly RecordRef[],
): Promise<Understanding> {
  if (refs.some(({ object }) => object === SUBSCRIPTION)) await keepSubscribed(tools);
  const told = await mapWithLimit(refs, TOGETHER, async (ref): Promise<Understanding> => {
    const mail = mailPlace(ref);
    try {
      const signals = mail === undefined ? [] : await tellMail(tools.reader, mail);
      return { signals, problems: [] };
    } catch (error) {
      if (!isOfOneMailbox(error)) throw error;
      return { signals: [], problems: [{ place: ref.id, message: error.message }] };
    }
  });
  return {
    signals: told.flatMap(({ signals }) => signals),
    problems: told.flatMap(({ problems }) => problems),
  };
}

/** A mailbox that is not there, or that we are kept out of. */
function isOfOneMailbox(error: unknown): error is ConnectorError {
  return ConnectorError.isInstance(error) && ["forbidden", "not-found"].includes(error.kind);
}

async function tellAll({ reader }: MailTools, mails: readonly CameIn[]) {
  return (await mapWithLimit(mails, TOGETHER, (mail) => tellMail(reader, mail))).flat();
}

type Read =
  | { readonly problem: string }
  | {
      readonly mails: readonly CameIn[];
      readonly stand: MailStands[string];
      readonly isLast: boolean;
    };

async function readPage(
  tools: MailTools,
  mailbox: string,
  stand: MailStands[string] | undefined,
): Promise<Read> {
  try {
    const now = tools.context.clock.now();
    const since = stand?.since ?? earlier(now, FIRST_READ);
    const page =
      (await ask(tools, mailbox, { since, link: stand?.link })) ??
      (await ask(tools, mailbox, { since, link: undefined }));
    const { "@odata.nextLink": next, "@odata.deltaLink": delta } = page ?? {};
    const link = next ?? delta;
    if (page === undefined || link === undefined)
      throw mailError("unavailable", "Graph gave a page of mails that leads nowhere");
    // A day of overlap costs nothing: what is told twice has the same id.
    const kept = next === undefined ? earlier(now, FIRST_READ) : since;
    return {
      mails: cameIn(page, mailbox),
      stand: { link, since: kept },
      isLast: next === undefined,
    };
  } catch (error) {
    if (!isOfOneMailbox(error)) throw error;
    return { problem: error.message };
  }
}

/** A page of what came in; undefined where the link is too old. */
async function ask(
  { reader }: MailTools,
  mailbox: string,
  { since, link }: { readonly since: Instant; readonly link: string | undefined },
): Promise<DeltaPage | undefined> {
  const path = ["users", mailbox, "mailFolders", "inbox", "messages", "delta"];
  const query = {
    ...{ changeType: "created", $filter: `receivedDateTime ge ${since}` },
    $select: "conversationId,isDraft",
  };
  const answer = await reader.request({
    ...(link === undefined ? { method: "GET", path, query } : { method: "GET", link }),
    headers: { prefer: `${IMMUTABLE_IDS}, odata.maxpagesize=${PAGE}` },
    accept: [TOO_OLD],
  });
  return answer.status === TOO_OLD ? undefined : answer.read(DeltaPage);
}

function cameIn({ value }: DeltaPage, mailbox: string): readonly CameIn[] {
  return value.flatMap(({ id, conversationId, isDraft, "@removed": removed }) => {
    if (removed !== undefined || isDraft === true) return [];
    return [{ mailbox, id, ...(typeof conversationId === "string" && { conversationId }) }];
  });
}

function earlier(now: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(now) - milliseconds).toISOString();
}
