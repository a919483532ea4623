import {
  type CourseField,
  courseFields,
  type RecordWriteTarget,
  type Tenant,
  type WordField,
  wordFields,
  writtenFields,
} from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** The connections of a tenant that are to know where customers stand: its systems of record that keep it. */
export async function writeBackTargets(
  { connections }: Pick<RuntimeContext, "connections">,
  { id }: Pick<Tenant, "id">,
): Promise<readonly RecordWriteTarget[]> {
  if (connections.performers("update-record").size === 0) return [];
  const open = await connections.all(id);
  return open.flatMap((each) => targetOf(each) ?? []);
}

/** The connections that are to know of customers' courses through programs. */
export async function courseTargets(
  { connections }: Pick<RuntimeContext, "connections">,
  { id }: Pick<Tenant, "id">,
): Promise<readonly string[]> {
  if (connections.performers("update-record").size === 0) return [];
  const open = await connections.all(id);
  return open
    .filter((each) => isRecordKeeper(each) && courseKept(each).length > 0)
    .map(({ connection }) => connection.id);
}

/** What of customers a connection is to know; nothing for one that is no system of record, or keeps nothing of it. */
export function targetOf(open: OpenConnection): RecordWriteTarget | undefined {
  if (!isRecordKeeper(open)) return undefined;
  const fields = writtenFields(kept(open));
  const isAny = fields.length > 0 || courseKept(open).length > 0;
  return isAny ? { connectionId: open.connection.id, fields } : undefined;
}

/** What of customers' courses a connection is to know. */
export function courseKept(open: OpenConnection): readonly CourseField[] {
  return courseFields(kept(open));
}

/** What of customers' standing in words a connection is to know. */
export function wordsKept(open: OpenConnection): readonly WordField[] {
  return wordFields(kept(open));
}

function kept({ connector, settings }: OpenConnection): readonly string[] {
  return connector.keeps?.(settings) ?? [];
}

function isRecordKeeper({ connection, connector }: OpenConnection): boolean {
  const { commands, signals } = connector.manifest;
  const isOne = commands.includes("update-record") && signals.includes("customer.changed");
  return isOne && connection.state !== "disconnected";
}
