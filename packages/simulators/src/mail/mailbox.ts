import type { Instant } from "@perennial/contract";
import { Courier, type Waiting } from "../courier/courier.ts";
import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { type DoorSnapshot, HttpSimulator } from "../door/http-simulator.ts";
import type { Accepted } from "../log/accepted-log.ts";
import type { Beat, SimulatorOptions } from "../simulator.ts";
import { SimulatorError } from "../simulator-error.ts";
import { Agenda, type Appointment, agendaBeat } from "../time/agenda.ts";
import { plusSeconds } from "../time/instant.ts";
import { answerMailRequest, refuseMailRequest } from "./mail-api.ts";
import { readBody } from "./mail-body.ts";
import { readHeader } from "./mail-headers.ts";
import { type BounceOptions, bounceOf, complaintOf } from "./mail-report.ts";
import {
  describeMail,
  type IncomingMail,
  type MailRecord,
  MailStore,
  type StoredMail,
} from "./mail-store.ts";
import { SmtpDoor } from "./smtp-door.ts";

/** How the mailbox is set up. */
export interface MailboxOptions extends SimulatorOptions {
  /** The port of the SMTP side; `port` is that of the HTTP side. @default 0, a free one */
  readonly smtpPort?: number;
  /** Who may send. @default anybody */
  readonly auth?: { readonly user: string; readonly pass: string };
  /** Where bounces and complaints are forwarded to, and the bearer token shown there. @default nowhere */
  readonly reports?: ReportsDoor;
}

/** Who takes bounces and complaints. */
export interface ReportsDoor {
  readonly url: string;
  readonly token: string;
}

/** A mail that was accepted. */
export type AcceptedMail = Accepted<MailRecord>;

/** What the mailbox is kept as over a restart. */
export interface MailboxSnapshot extends DoorSnapshot {
  readonly mails: readonly { record: MailRecord; at: Instant; raw?: string }[];
  readonly lateMails: readonly Appointment<LateMail>[];
  readonly reports?: readonly Appointment<Waiting>[];
}

/** A mail to be accepted later: plain data, its content in Latin-1, one character for each byte. */
interface LateMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** Seconds after which a report is forwarded again: what watches a mailbox tries for hours. */
const FORWARD_AGAIN = [10, 60, 600, 3600, 14_400] as const;
const KEPT_OVER_RESTART = 5000;
const KEPT_WITH_CONTENT = 50;

/** A simulated mail server that keeps what it gets, to be looked into by the API of Mailpit. */
export class Mailbox extends HttpSimulator<MailRecord> {
  readonly #store = new MailStore();
  readonly #lateMails = new Agenda<LateMail>();
  readonly #beat: Beat;
  readonly #options: MailboxOptions;
  readonly #forwarding: Courier;
  #reports: ReportsDoor | undefined;
  #smtp: SmtpDoor | undefined;

  constructor(options: MailboxOptions) {
    super(options);
    this.#options = options;
    this.#reports = options.reports;
    this.#forwarding = new Courier({
      clock: options.clock,
      door: () => this.#reports?.url,
      schedule: FORWARD_AGAIN,
      taken: (status) => status >= 200 && status < 300,
      headers: () => ({ authorization: `Bearer ${this.#reports?.token}` }),
    });
    this.#beat = agendaBeat(this.#lateMails, (mail) => {
      const raw = Buffer.from(mail.raw, "latin1");
      this.#accept({ ...mail, raw, header: readHeader(raw) });
    });
    this.#takeUp(this.accepted.entries);
  }

  override async open(port: number): Promise<void> {
    await super.open(port);
    this.#smtp = await SmtpDoor.open({
      port: this.#options.smtpPort ?? 0,
      clock: this.clock,
      faults: this.faults,
      auth: this.#options.auth,
      accept: (mail) => this.#accept(mail),
      later: (mail) => this.#keepForLater(mail),
    });
  }

  /** Where mails are sent to. */
  get smtp(): { readonly host: string; readonly port: number } {
    return { host: "127.0.0.1", port: this.#smtp?.port ?? 0 };
  }

  /** The plain text of a mail, as long as its content is kept. */
  textOf(id: string): string | undefined {
    const raw = this.#store.find(id)?.raw;
    return raw === undefined ? undefined : readBody(raw).text;
  }

  /** The formatted body of a mail, as long as its content is kept; empty where it has none. */
  htmlOf(id: string): string | undefined {
    const raw = this.#store.find(id)?.raw;
    return raw === undefined ? undefined : readBody(raw).html;
  }

  /** Where bounces and complaints are forwarded to from now on. */
  forwardReportsTo(door: ReportsDoor | undefined): void {
    this.#reports = door;
  }

  /** The mail system reports on a mail: a failure unless said otherwise. Its content must still be kept. */
  bounce(id: string, options?: BounceOptions): void {
    const at = this.clock.now();
    this.#forward(`bounce:${id}`, bounceOf(this.#mail(id), at, options));
  }

  /** The recipient of a mail calls it spam. Its content must still be kept. */
  complain(id: string, feedback?: string): void {
    this.#forward(`complaint:${id}`, complaintOf(this.#mail(id), this.clock.now(), feedback));
  }

  snapshot(): MailboxSnapshot {
    const mails = this.#store.newest(0, KEPT_OVER_RESTART).map((mail, index) => {
      const { at, raw, ...record } = mail;
      const content = index < KEPT_WITH_CONTENT ? raw?.toString("latin1") : undefined;
      return { record, at, ...(content === undefined ? {} : { raw: content }) };
    });
    return {
      ...this.doorSnapshot(),
      mails: mails.reverse(),
      lateMails: this.#lateMails.list(),
      reports: this.#forwarding.list(),
    };
  }

  /** Becomes what it was, and takes up what its journal holds beyond that, without the content. */
  restore(snapshot: MailboxSnapshot): void {
    this.restoreDoor(snapshot);
    this.#store.clear();
    for (const { record, at, raw } of snapshot.mails) {
      this.#store.add(record, at, raw === undefined ? undefined : Buffer.from(raw, "latin1"));
    }
    this.#lateMails.load(snapshot.lateMails);
    this.#forwarding.load(snapshot.reports ?? []);
    this.#takeUp(this.accepted.after(snapshot.n));
    this.accepted.replay(snapshot.n);
  }

  override async stop(): Promise<void> {
    await this.#smtp?.close();
    await super.stop();
  }

  protected override judge(request: DoorRequest): Verdict {
    return answerMailRequest(request, this.#store);
  }

  protected override refuse(why: DoorRefusal): DoorAnswer {
    return refuseMailRequest(why);
  }

  protected override beats(): readonly Beat[] {
    return [this.#beat, this.#forwarding];
  }

  #mail(id: string): StoredMail {
    const mail = this.#store.find(id);
    if (mail?.raw !== undefined) return mail;
    throw new SimulatorError(
      `The content of mail "${id}" is not kept; give the id of a recent one.`,
    );
  }

  #forward(id: string, body: string): void {
    if (this.#reports === undefined) return;
    this.#forwarding.send(this.clock.now(), { id, type: "message/rfc822", body });
  }

  #accept(mail: IncomingMail): string {
    const now = this.clock.now();
    const record = describeMail(mail, this.accepted.size + 1, now);
    this.#store.add(record, now, mail.raw);
    this.accepted.add(now, record);
    return record.id;
  }

  #keepForLater(mail: IncomingMail): void {
    const due = plusSeconds(this.clock.now(), this.faults.now.lateSeconds);
    this.#lateMails.add(due, { from: mail.from, to: mail.to, raw: mail.raw.toString("latin1") });
  }

  #takeUp(entries: readonly AcceptedMail[]): void {
    for (const { n: _, at, ...record } of entries) this.#store.add(record, at);
  }
}

/** Starts a simulated mail server. */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const simulator = new Mailbox(options);
  await simulator.open(options.port ?? 0);
  return simulator;
}
