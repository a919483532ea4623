import type { CommandKind, Manifest, MessageClass } from "@perennial/contract";

/** The kinds of command that send a message of a class. */
export const MESSAGE_KINDS = ["send-email", "send-sms"] as const satisfies readonly CommandKind[];

/** Whether a connector that sends messages sends those of a class. */
export function sendsClass({ messageClasses }: Manifest, messageClass: MessageClass): boolean {
  return messageClasses?.includes(messageClass) ?? true;
}
