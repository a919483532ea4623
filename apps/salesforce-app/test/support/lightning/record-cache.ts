import { askOrg } from "./salesforce-window.ts";

/** A field as Lightning Data Service gives it. */
export interface FieldView {
  readonly value: string | number | boolean | null;
  readonly displayValue: string | null;
}

/** A record as Lightning Data Service gives it. */
export interface RecordView {
  readonly id: string;
  readonly apiName: string;
  readonly fields: Readonly<Record<string, FieldView>>;
}

/** Fields of records as they were last read or saved, by id: every wire shows the same. */
const cache = new Map<string, RecordView>();
const listeners = new Set<(id: string) => void>();

/** Takes note of a record that the org gave, without telling anybody. */
export function remember(record: RecordView): void {
  const before = cache.get(record.id);
  cache.set(record.id, { ...record, fields: { ...before?.fields, ...record.fields } });
}

/** The record with its fields as they were last read; only those that it was asked for. */
export function latest(record: RecordView): RecordView {
  const known = cache.get(record.id);
  const names = Object.keys(record.fields);
  const fields = names.flatMap((name) => {
    const field = known?.fields[name] ?? record.fields[name];
    return field ? [[name, field] as const] : [];
  });
  return { ...record, fields: Object.fromEntries(fields) };
}

/** Takes note of a record that changed, and tells every wire that shows it. */
export function publish(record: RecordView): void {
  remember(record);
  for (const tell of listeners) tell(record.id);
}

/** Reads a record anew, whatever of it is known. */
export async function reread(id: string): Promise<void> {
  const known = cache.get(id);
  if (!known) return;
  const optionalFields = Object.keys(known.fields).map((name) => `${known.apiName}.${name}`);
  publish(await askOrg<RecordView>({ kind: "getRecord", id, query: { optionalFields } }));
}

/** Is told of records that change until the answer is called. */
export function listen(tell: (id: string) => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
