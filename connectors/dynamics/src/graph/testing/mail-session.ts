import {
  memoryTokenStore,
  type RecordingLog,
  recordingLog,
  testContext,
} from "@perennial/connector-kit/testing";
import {
  type Command,
  ManualClock,
  type Receipt,
  type SendEmail,
  type Session,
  type Signal,
  type TokenStore,
} from "@perennial/contract";
import type { GraphMailbox, GraphOptions } from "@perennial/simulators";
import type { z } from "zod";
import { createOutlookMail } from "../mail/outlook-mail-connector.ts";
import { OutlookMailSettings } from "../mail/outlook-mail-settings.ts";
import { ADA, DOOR, type MailWorld, mailWorld } from "./mail-world.ts";

/** Where these tests begin. */
export const BEGAN = "2026-11-22T08:00:00.000Z";
/** The connection's door. */
export const HOOK = `${DOOR}/hooks/v1/1/outlook`;

/** A tenant's Graph and a session of the connection to it. */
export interface MailSession extends MailWorld {
  readonly clock: ManualClock;
  readonly log: RecordingLog;
  readonly session: Session;
  readonly mailbox: GraphMailbox;
  /** A further session, with other settings. */
  open(
    settings?: Partial<z.input<typeof OutlookMailSettings>>,
    callbackUrl?: string,
    tokens?: TokenStore,
  ): Promise<Session>;
  /** What came of a mail. */
  send(command: Partial<SendEmail>): Promise<Receipt | undefined>;
  wait(minutes: number): void;
}

/** A mail as programs send one. */
export function mailCommand(
  more: Partial<SendEmail> = {},
): Extract<Command, { kind: "send-email" }> {
  return {
    ...{ kind: "send-email", id: "t1-e2-3", customerId: "c-1", class: "service" },
    ...{ to: "anna@example.com", subject: "Ditt avtal", text: "Hej Anna!" },
    ...more,
  };
}

/** Starts a tenant's Graph and opens a session, as a server opens one. */
export async function mailSession(options: Partial<GraphOptions> = {}): Promise<MailSession> {
  const clock = new ManualClock(BEGAN);
  const world = await mailWorld(clock, options);
  const log = recordingLog();
  const granted = () => memoryTokenStore(world.tokens);
  const open: MailSession["open"] = (settings = {}, callbackUrl = HOOK, tokens = granted()) =>
    createOutlookMail().open(OutlookMailSettings.parse({ ...world.settings, ...settings }), {
      ...testContext({ clock, log, callbackUrl, tokens }),
      app: world.app,
    });
  const session = await open();
  return {
    ...world,
    ...{ clock, log, session, open, mailbox: world.graph.person(ADA.id).mailbox },
    send: async (command) => (await session.perform([mailCommand(command)]))[0],
    wait: (minutes) =>
      clock.moveTo(new Date(Date.parse(clock.now()) + minutes * 60_000).toISOString()),
  };
}

/** Everything behind a cursor, and the cursor behind it. */
export async function readMails(
  session: Session,
  cursor?: string,
): Promise<{
  readonly signals: readonly Signal[];
  readonly cursor: string;
  readonly problems: readonly string[];
}> {
  const signals: Signal[] = [];
  const problems: string[] = [];
  let last = cursor ?? "";
  for await (const page of session.changesSince?.(cursor) ?? []) {
    signals.push(...page.signals);
    problems.push(...(page.problems ?? []).map(({ place, message }) => `${place}: ${message}`));
    last = page.cursor;
  }
  return { signals, cursor: last, problems };
}
