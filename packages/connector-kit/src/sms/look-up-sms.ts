import type { AttemptedCommand, Instant, LookUpAnswer, SendSms } from "@perennial/contract";
import { mapWithLimit } from "../connector/map-with-limit.ts";
import { toE164 } from "../phone/to-e164.ts";

/** How much a provider's clock may be behind ours, and the part of a second that it may leave out. */
const SKEW_MS = 60 * 1000;

/** A text message as a provider's history has it. */
export interface SentSms {
  readonly id: string;
  readonly text: string;
  readonly createdAt: Instant;
}

/** The messages of an account to a number since a moment, the provider's time. */
export type SentTo = (to: string, since: Instant) => Promise<readonly SentSms[]>;

/** A message whose outcome is unknown, with its number in E.164. */
interface SmsAttempt {
  readonly command: SendSms;
  readonly to: string;
  readonly attemptedAt: Instant;
}

/**
 * Finds messages of unknown outcome in an account's history by number, text and time, for a provider that keeps no
 * reference of ours: each message found there answers for one command only.
 */
export async function lookUpSms(
  sentTo: SentTo,
  attempted: readonly AttemptedCommand[],
): Promise<readonly LookUpAnswer[]> {
  const attempts = attempted.flatMap(toAttempt);
  const numbers = [...Map.groupBy(attempts, ({ to }) => to).entries()];
  const found = await mapWithLimit(numbers, 4, async ([to, ofNumber]) => {
    const since = ofNumber.map(({ attemptedAt }) => earliest(attemptedAt)).sort()[0] ?? "";
    return matchSms(ofNumber, await sentTo(to, since));
  });
  const providerIds = new Map(found.flatMap((matches) => [...matches]));
  return attempted.map(({ command: { id } }) => {
    const providerId = providerIds.get(id);
    return providerId === undefined
      ? { commandId: id, found: false }
      : { commandId: id, found: true, providerId };
  });
}

/** Which sent message each attempt to one number became: command id to the provider's id. */
function matchSms(
  attempts: readonly Omit<SmsAttempt, "to">[],
  sent: readonly SentSms[],
): ReadonlyMap<string, string> {
  const free = sent.toSorted((a, b) => compare(a.createdAt, b.createdAt));
  const matches = new Map<string, string>();
  // Earliest attempt first, earliest message first: no attempt takes what a later one alone could have.
  for (const { command, attemptedAt } of attempts.toSorted((a, b) =>
    compare(a.attemptedAt, b.attemptedAt),
  )) {
    const since = earliest(attemptedAt);
    const index = free.findIndex(
      ({ createdAt, text }) => createdAt >= since && plain(text) === plain(command.text),
    );
    const [match] = index === -1 ? [] : free.splice(index, 1);
    if (match !== undefined) matches.set(command.id, match.id);
  }
  return matches;
}

function toAttempt({ command, attemptedAt }: AttemptedCommand): SmsAttempt[] {
  const to = command.kind === "send-sms" ? toE164(command.to) : undefined;
  return command.kind === "send-sms" && to !== undefined ? [{ command, to, attemptedAt }] : [];
}

function earliest(attemptedAt: Instant): Instant {
  return new Date(Date.parse(attemptedAt) - SKEW_MS).toISOString();
}

/** Line ends and outer blanks may change on the way through a form. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, "\n").trim();
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
