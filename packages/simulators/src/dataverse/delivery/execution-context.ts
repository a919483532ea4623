import { uuidFrom } from "../../id/uuid.ts";
import { isLookup } from "../metadata/column.ts";
import type { Table } from "../metadata/table.ts";
import { columnValue } from "../record/row.ts";
import type { RowChange } from "../record/row-change.ts";
import { isReference, type Value } from "../record/value.ts";

/** What a webhook tells beside the change. */
export interface ContextAround {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly businessUnitId: string;
  readonly stepId: string;
  /** A number of its own for each operation. */
  readonly operation: number;
  readonly atMs: number;
}

const CONTRACTS = "http://schemas.microsoft.com/xrm/2011/Contracts";

/** The largest body; from there on the parts that hold rows are left out (crm/dynamics.md, 3.2). */
export const LARGEST_CONTEXT = 256 * 1024;

/** A `RemoteExecutionContext` as JSON, and whether it was too large to be whole. */
export function executionContext(
  change: RowChange,
  around: ContextAround,
): { readonly body: string; readonly exceeded: boolean } {
  const whole = contextOf(change, around);
  const body = JSON.stringify(whole);
  if (Buffer.byteLength(body) <= LARGEST_CONTEXT) return { body, exceeded: false };
  const cut = {
    ...whole,
    InputParameters: [],
    ParentContext: null,
    PreEntityImages: [],
    PostEntityImages: [],
  };
  return { body: JSON.stringify(cut), exceeded: true };
}

function contextOf(change: RowChange, around: ContextAround): object {
  const { message, table, id, writer } = change;
  const operationId = uuidFrom(around.organizationId, "operation", around.operation);
  return {
    BusinessUnitId: around.businessUnitId,
    CorrelationId: writer.correlationId,
    Depth: writer.depth,
    InitiatingUserId: writer.userId,
    InputParameters: inputOf(change),
    IsExecutingOffline: false,
    IsInTransaction: false,
    IsOfflinePlayback: false,
    IsolationMode: 1,
    MessageName: message,
    Mode: 1,
    OperationCreatedOn: `/Date(${around.atMs}+0000)/`,
    OperationId: operationId,
    OrganizationId: around.organizationId,
    OrganizationName: around.organizationName,
    OutputParameters: message === "Create" ? [{ key: "id", value: id }] : [],
    OwningExtension: { Id: around.stepId, LogicalName: "sdkmessageprocessingstep", Name: null },
    ParentContext: null,
    PostEntityImages: [],
    PreEntityImages: [],
    PrimaryEntityId: id,
    PrimaryEntityName: table.name,
    RequestId: uuidFrom(around.organizationId, "request", writer.correlationId),
    SecondaryEntityName: "none",
    SharedVariables: [],
    Stage: 40,
    UserId: writer.userId,
  };
}

function inputOf(change: RowChange): readonly object[] {
  const { message, table, id } = change;
  if (message === "Delete" || message === "Merge")
    return [
      {
        key: "Target",
        value: {
          __type: `EntityReference:${CONTRACTS}`,
          Id: id,
          LogicalName: table.name,
          Name: null,
        },
      },
    ];
  const Attributes = Object.entries(change.values).map(([key, value]) => ({
    key,
    value: attributeValue(table, key, value),
  }));
  const value = {
    __type: `Entity:${CONTRACTS}`,
    Attributes: [...Attributes, { key: table.primaryId, value: id }],
    EntityState: null,
    FormattedValues: [],
    Id: id,
    KeyAttributes: [],
    LogicalName: table.name,
    RelatedEntities: [],
    RowVersion:
      change.after === undefined ? null : String(columnValue(table, change.after, "versionnumber")),
  };
  return [{ key: "Target", value }];
}

function attributeValue(table: Table, name: string, value: Value): unknown {
  const column = table.column(name);
  if (value === null || column === undefined) return value;
  if (isReference(value) || isLookup(column)) {
    const reference = isReference(value) ? value : { table: "", id: String(value) };
    return {
      __type: `EntityReference:${CONTRACTS}`,
      Id: reference.id,
      LogicalName: reference.table,
      Name: null,
    };
  }
  if (column.type === "Money") return { __type: `Money:${CONTRACTS}`, Value: value };
  if (["Picklist", "State", "Status"].includes(column.type))
    return { __type: `OptionSetValue:${CONTRACTS}`, Value: value };
  return column.type === "DateTime" ? `/Date(${Date.parse(String(value))})/` : value;
}
