import { createHash } from "node:crypto";
import type { Locale, Receipt, SendEmail } from "@perennial/contract";
import {
  asTenant,
  claimNotices,
  type DueNotice,
  finishNotices,
  listConnections,
  noteHappenings,
  putBackNotices,
  readNotify,
  type Tenant,
} from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { classesOf, type Errand, performs } from "../connection/route.ts";
import { later } from "../deliver/later.ts";
import { performBatch } from "../deliver/perform-batch.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { languageOfTenant } from "../tenant/language-of.ts";
import { noticeWords } from "./notice-words.ts";

/** Notices told in one go. */
const BATCH = 200;
/** Whoever tells for so long counts as dead, in milliseconds: longer than a connector may take for all of them. */
const LEASE = 10 * 60_000;
/** How soon what could not be told is tried again, in milliseconds: twice as long each time, an hour at most. */
const AGAIN = 60_000;
const LONGEST = 60 * 60_000;

/** What a look came to. */
export interface ToldNotices {
  /** Happenings that people were told of. */
  readonly told: number;
  /** Those that could not be told now, and are tried again. */
  readonly later: number;
}

const NOTHING: ToldNotices = { told: 0, later: 0 };

/**
 * Tells a company's people by e-mail what has begun since they were told last and what is well again: a connection
 * that stands still, a first load that is done, something put aside. Each is told once; after a crash in the midst
 * of it perhaps twice, under the same Message-ID. Without a connection for e-mail that works it waits for one.
 */
export async function tellNotices(context: RuntimeContext, tenant: Tenant): Promise<ToldNotices> {
  const { db, clock } = context;
  const now = clock.now();
  const notify = await asTenant(db, tenant.id, async (tx) => {
    const addresses = await readNotify(tx);
    if (addresses.length > 0) await noteHappenings(tx, now);
    return addresses;
  });
  if (notify.length === 0) return NOTHING;
  const mail = await mailConnection(context, tenant.id);
  if (!mail) return NOTHING;
  const due = await asTenant(db, tenant.id, (tx) =>
    claimNotices(tx, { now, until: later(now, LEASE), limit: BATCH }),
  );
  let sum = NOTHING;
  for (const notices of Map.groupBy(due, messageOf).values()) {
    const isTold = await send(context, tenant, { mail, notify, notices });
    await asTenant(db, tenant.id, (tx) =>
      isTold
        ? finishNotices(tx, notices)
        : putBackNotices(tx, notices, later(clock.now(), pauseOf(notices))),
    );
    const count = notices.length;
    sum = isTold ? { ...sum, told: sum.told + count } : { ...sum, later: sum.later + count };
  }
  return sum;
}

/**
 * The connection by which people are told: of those that send such e-mails and do not stand still, the one for most classes
 * of message, so that a notice does not come from a colleague's own mailbox where there is another way; then by id.
 */
export async function mailConnection(
  { db, clock, connections }: Pick<RuntimeContext, "db" | "clock" | "connections">,
  tenant: number,
): Promise<OpenConnection | undefined> {
  const [rows, open] = await Promise.all([
    asTenant(db, tenant, listConnections),
    connections.all(tenant),
  ]);
  const now = clock.now();
  const works = new Set(
    rows.flatMap(({ id, state, resumeAt }) =>
      state === "active" && (resumeAt === null || resumeAt <= now) ? [id] : [],
    ),
  );
  return open
    .filter(({ connection, connector }) => {
      return works.has(connection.id) && performs(connector.manifest, NOTICE);
    })
    .toSorted((a, b) => classesOf(b) - classesOf(a) || order(a.connection.id, b.connection.id))[0];
}

const NOTICE: Errand = { kind: "send-email", class: "service" };

function order(a: string, b: string): number {
  return a < b ? -1 : 1;
}

/** What was put aside is told together, everything else by itself. */
function messageOf({ kind, about, overAt }: DueNotice): string {
  return [kind, kind === "aside" ? "" : about, overAt === null ? "begun" : "over"].join(" ");
}

interface Sending {
  readonly mail: OpenConnection;
  readonly notify: readonly string[];
  readonly notices: readonly DueNotice[];
}

/** Says whether it was told to anybody, or to nobody because no address is right: that is in the log. */
async function send(
  context: RuntimeContext,
  tenant: Tenant,
  { mail, notify, notices }: Sending,
): Promise<boolean> {
  const { log, measures } = context;
  const locale = languageOfTenant(tenant);
  const connection = await nameOf(context, tenant.id, { notices, locale });
  const words = noticeWords({ tenant, locale, notices, connection });
  const commands = notify.map(
    (to): SendEmail => ({
      ...{ id: idOf(tenant.id, notices, to), customerId: "perennial", kind: "send-email" },
      ...{ class: "service", to, ...words },
    }),
  );
  const connector = mail.connector.manifest.id;
  const session = () => mail.session();
  const receipts = await performBatch(commands, { connector, session, log, measures });
  const outcomes = receipts.map((each) => each?.outcome ?? "not-done");
  const count = (wanted: Receipt["outcome"]) => outcomes.filter((each) => each === wanted).length;
  const refused = count("refused");
  if (refused > 0) {
    log.warn("A notice was refused for some of those who are to be told.", {
      ...{ tenant: tenant.id, connection: mail.connection.id, count: refused },
    });
  }
  return count("accepted") + count("unknown") > 0 || refused === outcomes.length;
}

interface Naming {
  readonly notices: readonly DueNotice[];
  readonly locale: Locale;
}

/** What people know a connection by: its vendor's name, and its own where that says more. */
async function nameOf(
  { connections }: RuntimeContext,
  tenant: number,
  { notices, locale }: Naming,
): Promise<string> {
  const [first] = notices;
  if (!first || first.kind === "aside" || first.kind === "evaluated") return "";
  const title = (await connections.get(tenant, first.about))?.connector.manifest.title[locale];
  if (title === undefined) return first.about;
  return title.toLowerCase() === first.about.toLowerCase() ? title : `${title} (${first.about})`;
}

/** The same however often it is tried, and another when the same happens again. */
function idOf(tenant: number, notices: readonly DueNotice[], to: string): string {
  const told = notices.map(({ kind, about, beganAt, overAt }) => [kind, about, beganAt, overAt]);
  const digest = createHash("sha256")
    .update(JSON.stringify([tenant, told, to]))
    .digest("hex");
  return `notice-${digest.slice(0, 32)}`;
}

function pauseOf(notices: readonly DueNotice[]): number {
  const attempts = Math.max(...notices.map((each) => each.attempts));
  return Math.min(AGAIN * 2 ** Math.min(attempts - 1, 10), LONGEST);
}
