import { type FieldId, qualifiedName, qualifiedNames } from "./field-names.ts";
import { publish, type RecordView, remember, reread } from "./record-cache.ts";
import { askOrg } from "./salesforce-window.ts";
import { type Snapshot, WireAdapter } from "./wire-adapter.ts";

type Values = Readonly<Record<string, string | number | boolean | null>>;

/** The module `lightning/uiRecordApi`, as far as it is used: one record by its id. */
export class getRecord extends WireAdapter<RecordView> {
  override readonly keys = ["recordId", "fields", "optionalFields"];

  override request({ recordId, fields, optionalFields }: Readonly<Record<string, unknown>>) {
    if (recordId === undefined || recordId === null) return undefined;
    const query = {
      fields: qualifiedNames(fields),
      optionalFields: qualifiedNames(optionalFields),
    };
    return { kind: "getRecord", id: recordId, query };
  }

  override read(answer: RecordView): Snapshot {
    return { records: [answer], show: ([record]) => record ?? {} };
  }
}

function fieldOf(record: RecordView | undefined, field: FieldId) {
  const [, name = ""] = qualifiedName(field).split(".");
  return record?.fields[name];
}

/** A field's value; nothing where the record or the field is not there. */
export function getFieldValue(record: RecordView | undefined, field: FieldId) {
  return fieldOf(record, field)?.value;
}

/** A field's value as people read it, where it is told apart from the value. */
export function getFieldDisplayValue(record: RecordView | undefined, field: FieldId) {
  return fieldOf(record, field)?.displayValue;
}

/** Makes a record. Lists that would hold it do not show it until they are read again. */
export async function createRecord({ apiName, fields }: { apiName: string; fields: Values }) {
  const record = await askOrg<RecordView>({ kind: "create", object: apiName, values: fields });
  remember(record);
  return record;
}

/** Changes a record, which `fields.Id` names. */
export async function updateRecord({ fields }: { fields: Values }) {
  const { Id: id, ...values } = fields;
  if (typeof id !== "string") throw new TypeError("fields must include Id");
  const record = await askOrg<RecordView>({ kind: "update", id, values });
  publish(record);
  return record;
}

/** Has records read anew that changed without this page. */
export async function notifyRecordUpdateAvailable(
  items: readonly { readonly recordId: string }[],
): Promise<void> {
  await Promise.all(items.map(({ recordId }) => reread(recordId)));
}
