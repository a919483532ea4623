import { qualifiedNames } from "./field-names.ts";
import { type RecordList, readList, sortField } from "./record-lists.ts";
import { WireAdapter } from "./wire-adapter.ts";

/** The module `lightning/uiRelatedListApi`, as far as it is used: the records that belong to one. */
export class getRelatedListRecords extends WireAdapter<RecordList> {
  override readonly keys = [
    ...["parentRecordId", "relatedListId", "fields", "optionalFields", "pageSize", "sortBy"],
  ];

  override request(config: Readonly<Record<string, unknown>>) {
    const { parentRecordId, relatedListId, fields, optionalFields, pageSize, sortBy } = config;
    if (typeof parentRecordId !== "string" || typeof relatedListId !== "string") return undefined;
    const names = {
      fields: qualifiedNames(fields),
      optionalFields: qualifiedNames(optionalFields),
    };
    const query = { ...names, pageSize, sortBy: sortField(sortBy) };
    return { kind: "related", parent: parentRecordId, list: relatedListId, query };
  }

  override read = readList;
}
