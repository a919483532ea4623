import {
  type CommandKind,
  type Manifest,
  MESSAGE_CLASSES,
  type MessageClass,
} from "@perennial/contract";
import type { OpenConnection } from "./connections.ts";

/** What is to be performed: a kind of command, and of messages their class. */
export interface Errand {
  readonly kind: CommandKind;
  /** @default whichever: the first connection that performs the kind */
  readonly class?: MessageClass | undefined;
}

/**
 * The connection that something goes by, of a tenant's connections in the order of their ids: the first that performs its
 * kind. Of several that send a class of message it is the one made for fewer classes, so that a channel for follow-ups gets
 * them though another sends everything. None whose app was taken out of the account.
 */
export function routeOf<Open extends Pick<OpenConnection, "connection" | "connector">>(
  connections: readonly Open[],
  errand: Errand,
): Open | undefined {
  const able = connections.filter(
    ({ connection, connector }) =>
      connection.state !== "disconnected" && performs(connector.manifest, errand),
  );
  if (errand.class === undefined) return able[0];
  return able.toSorted((a, b) => classesOf(a) - classesOf(b))[0];
}

/** Whether a connector performs a kind of command and, of messages, sends their class. */
export function performs(
  { commands, messageClasses }: Pick<Manifest, "commands" | "messageClasses">,
  errand: Errand,
): boolean {
  if (!commands.includes(errand.kind)) return false;
  return errand.class === undefined || (messageClasses?.includes(errand.class) ?? true);
}

/** How many classes of message a connection sends. */
export function classesOf({ connector }: Pick<OpenConnection, "connector">): number {
  return (connector.manifest.messageClasses ?? MESSAGE_CLASSES).length;
}
