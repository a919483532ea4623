import { qualifiedNames } from "./field-names.ts";
import { type RecordList, readList } from "./record-lists.ts";
import { WireAdapter } from "./wire-adapter.ts";

/** The module `lightning/uiListsApi`, as far as it is used: the records of a list view. */
export class getListRecordsByName extends WireAdapter<RecordList> {
  override readonly keys = [
    ...["objectApiName", "listViewApiName", "fields", "optionalFields", "pageSize"],
  ];

  override request(config: Readonly<Record<string, unknown>>) {
    const { objectApiName, listViewApiName, fields, optionalFields, pageSize } = config;
    if (typeof objectApiName !== "string" || typeof listViewApiName !== "string") return undefined;
    const names = {
      fields: qualifiedNames(fields),
      optionalFields: qualifiedNames(optionalFields),
    };
    const query = { ...names, pageSize };
    return { kind: "list", object: objectApiName, view: listViewApiName, query };
  }

  override read = readList;
}
