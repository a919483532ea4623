import type { Channel, CommandKind, Consent, Instant, MessageClass } from "@perennial/contract";

/** Where the program stands that a message comes from (product.md must-have 7). */
export type MessageProgramStatus =
  | "draft"
  | "approved"
  | "active"
  | "paused"
  | "finishing"
  | "archived";

/** What the policy has to know of a message before it may leave; plain data. */
export interface PolicyMessage {
  /** The id of its command: the same in every attempt. */
  readonly id: string;
  readonly commandKind: CommandKind;
  readonly channel: Channel;
  readonly class: MessageClass;
  readonly purpose: Consent["purpose"];
  /** A finer choice under the purpose, such as `club`. */
  readonly topic?: string | undefined;
  /** The address or number it goes to. */
  readonly contactPoint?: string | undefined;
  readonly createdAt: Instant;
  /** From this moment it is of no use; the policy's default for its class where it is missing. */
  readonly expiresAt?: Instant | undefined;
  /** A law's last moment for a statutory message; quiet hours never hold it longer. */
  readonly legalDeadline?: Instant | undefined;
  /** 0 to 100; the higher wins where not all may be sent. */
  readonly priority: number;
  readonly program: string;
  readonly step: string;
  /** Which time of the step it is for this enrolment, so that a repeat is told from a duplicate. */
  readonly occurrence: string;
  readonly programStatus: MessageProgramStatus;
  /** Whether the person is in the control group that gets no marketing of this program. */
  readonly holdout: boolean;
  /** Whether the person is in the group that gets no marketing of any program. @default false */
  readonly globalHoldout?: boolean | undefined;
  /** Whether its text and program version have been approved. */
  readonly approved: boolean;
  /** What quiet hours do with it; the policy's choice where it is missing. */
  readonly onQuietHours?: "wait" | "drop" | undefined;
  /** What a reached cap does with it; the policy's choice where it is missing. */
  readonly onCap?: "wait" | "drop" | undefined;
  /** Whether it is about the company's own products of the kind the customer bought (19 § marknadsföringslagen). */
  readonly ownSimilarProducts?: boolean | undefined;
  /** Whether its text says how to decline more of them (19 § marknadsföringslagen). */
  readonly offersOptOut?: boolean | undefined;
}

/** Whether a command reaches the customer; all other commands pass the policy untouched. */
export function reachesCustomer(message: PolicyMessage): boolean {
  if (message.channel === "post") return true;
  const kind = message.commandKind;
  return kind === "send-sms" || kind === "send-email" || kind === "put-call";
}

/**
 * The class a message is judged as. A service message with a marketing purpose is advertising, whatever it is
 * called (reliability.md 5.10: a service message contains no offer).
 */
export function judgedClass(message: PolicyMessage): MessageClass {
  return message.class === "service" && message.purpose === "marketing"
    ? "marketing"
    : message.class;
}
