import type { DoorAnswer } from "../../door/door-request.ts";
import type { Table } from "../metadata/table.ts";
import { parseFilter } from "../odata/filter-parser.ts";
import { OdataProblem } from "../odata/odata-problem.ts";
import type { QueryOptions } from "../odata/query-options.ts";
import { DataverseRefusal, missingPrivilege, noSegment } from "../refusal.ts";
import type { Call } from "./call.ts";
import { contextOf } from "./entity-body.ts";
import {
  columnBody,
  columnClass,
  keyBody,
  type MetadataBody,
  manyToOneBodies,
  oneToManyBody,
  optionSetBody,
  tableBody,
} from "./metadata-body.ts";
import { metadataTest } from "./metadata-filter.ts";
import type { PathSegment } from "./resource-path.ts";

/** `GET /EntityDefinitions…`: tables, columns, choices, keys and relationships, with labels in all languages. */
export function answerMetadata(call: Call, segments: readonly PathSegment[]): DoorAnswer {
  if (call.request.method !== "GET") throw missingPrivilege(call.user.id, "prvWriteEntity");
  const [definitions, ...rest] = segments;
  const named = logicalName(definitions);
  const language = call.user.language;
  if (named === undefined) {
    if (rest.length > 0) throw noSegment(rest[0]?.name ?? "");
    const bodies = call.org.book.all.map((table) => ({ table, body: tableBody(table, language) }));
    return list(
      call,
      "EntityDefinitions",
      bodies.map(({ table, body }) => expanded(call, table, body)),
    );
  }
  const table = tableNamed(call, named);
  if (rest.length === 0) {
    const body = expanded(call, table, tableBody(table, language));
    const shown = pick(body, call.query, "EntityMetadata");
    const context = { "@odata.context": contextOf(call, "EntityDefinitions/$entity") };
    return { status: 200, body: { ...context, ...shown } };
  }
  return answerPart(call, table, rest);
}

function answerPart(call: Call, table: Table, [part, cast]: readonly PathSegment[]): DoorAnswer {
  const context = `EntityDefinitions('${table.name}')`;
  if (part?.name === "Keys")
    return list(
      call,
      `${context}/Keys`,
      table.keys.map((key) => keyBody(table, key)),
    );
  if (part?.name === "ManyToOneRelationships")
    return list(call, `${context}/ManyToOneRelationships`, manyToOneBodies(table));
  if (part?.name === "OneToManyRelationships")
    return list(
      call,
      `${context}/OneToManyRelationships`,
      call.org.book.collections(table).map((one) => oneToManyBody(table, one)),
    );
  if (part?.name !== "Attributes") throw noSegment(part?.name ?? "");
  const wanted = columnBodies(call, table, cast);
  const named = logicalName(part);
  if (named === undefined) return list(call, `${context}/Attributes`, wanted);
  const found = wanted.find((body) => body.LogicalName === named);
  if (found === undefined)
    throw new DataverseRefusal(
      404,
      "0x80060888",
      `Could not find an attribute with specified name ${named} for entity ${table.name}.`,
    );
  const shown = pick(found, call.query, "AttributeMetadata");
  return {
    status: 200,
    body: { "@odata.context": contextOf(call, `${context}/Attributes/$entity`), ...shown },
  };
}

// What only some columns have, such as their choices, is there after a cast to their type alone.
function columnBodies(
  call: Call,
  table: Table,
  cast: PathSegment | undefined,
): readonly MetadataBody[] {
  const wantsOptions = call.query.expand.some(
    ({ name }) => name === "OptionSet" || name === "GlobalOptionSet",
  );
  if (wantsOptions && cast === undefined)
    throw new OdataProblem(
      "Could not find a property named 'OptionSet' on type 'Microsoft.Dynamics.CRM.AttributeMetadata'.",
    );
  const type = cast?.name.replace("Microsoft.Dynamics.CRM.", "");
  return table.columns
    .filter(
      (column) =>
        type === undefined ||
        columnClass(column) === type ||
        (type === "EnumAttributeMetadata" && column.choices.length > 0),
    )
    .map((column) => {
      const body = columnBody(table, column, call.user.language);
      if (!wantsOptions) return body;
      return {
        ...body,
        OptionSet: optionSetBody(table, column, call.user.language),
        GlobalOptionSet: null,
      };
    });
}

function expanded(call: Call, table: Table, body: MetadataBody): MetadataBody {
  let shown = body;
  for (const { name, options } of call.query.expand) {
    const parts =
      name === "Attributes"
        ? table.columns.map((column) => columnBody(table, column, call.user.language))
        : undefined;
    const keys = name === "Keys" ? table.keys.map((key) => keyBody(table, key)) : undefined;
    const all = parts ?? keys;
    if (all === undefined)
      throw new OdataProblem(
        `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.EntityMetadata'.`,
      );
    shown = {
      ...shown,
      [name]: filtered(all, options, "AttributeMetadata").map((one) =>
        pick(one, options, "AttributeMetadata"),
      ),
    };
  }
  return shown;
}

function list(call: Call, context: string, bodies: readonly MetadataBody[]): DoorAnswer {
  const type = context === "EntityDefinitions" ? "EntityMetadata" : "AttributeMetadata";
  const value = filtered(bodies, call.query, type).map((body) => pick(body, call.query, type));
  return { status: 200, body: { "@odata.context": contextOf(call, context), value } };
}

function filtered(
  bodies: readonly MetadataBody[],
  query: Pick<QueryOptions, "filter">,
  type: string,
): readonly MetadataBody[] {
  return query.filter === undefined
    ? bodies
    : bodies.filter(metadataTest(parseFilter(query.filter), type));
}

// What a type has that this column has not is left out; what no type has is refused.
const OF_SOME: readonly string[] = [
  "MaxLength",
  "Format",
  "Targets",
  "DateTimeBehavior",
  "OptionSet",
];

function pick(body: MetadataBody, query: QueryOptions, type: string): MetadataBody {
  if (query.select === undefined) return body;
  const kept = [
    "@odata.type",
    "MetadataId",
    ...query.select,
    ...query.expand.map(({ name }) => name),
  ];
  const unknown = query.select.find((name) => !(name in body) && !OF_SOME.includes(name));
  if (unknown !== undefined)
    throw new OdataProblem(
      `Could not find a property named '${unknown}' on type 'Microsoft.Dynamics.CRM.${type}'.`,
    );
  return Object.fromEntries(Object.entries(body).filter(([name]) => kept.includes(name)));
}

function logicalName(segment: PathSegment | undefined): string | undefined {
  const key = segment?.key;
  if (key === undefined || "id" in key) return undefined;
  return /^'(.*)'$/.exec(key.values.LogicalName ?? "")?.[1];
}

function tableNamed(call: Call, name: string): Table {
  const table = call.org.book.get(name);
  if (table !== undefined) return table;
  throw new DataverseRefusal(
    404,
    "0x80060888",
    `Could not find an entity with specified entity name: ${name}.`,
  );
}
