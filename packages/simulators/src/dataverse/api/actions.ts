import type { DoorAnswer } from "../../door/door-request.ts";
import type { Table } from "../metadata/table.ts";
import type { Row } from "../record/row.ts";
import { mergeRows } from "../record/row-merge.ts";
import type { Values } from "../record/value.ts";
import { badPayload, badValue, noSegment } from "../refusal.ts";
import { type Call, needPrivilege, needRow, rowOf } from "./call.ts";
import { contextOf } from "./entity-body.ts";
import type { RowKey } from "./resource-path.ts";
import { readObject, readWrite } from "./write-body.ts";

type Parameters = Readonly<Record<string, unknown>>;

/** Actions and functions that belong to no table, by method and name. */
export const UNBOUND: Readonly<Record<string, (call: Call) => DoorAnswer>> = {
  "GET WhoAmI": whoAmI,
  "GET RetrieveVersion": (call) => ({
    status: 200,
    body: {
      "@odata.context": contextOf(call, "Microsoft.Dynamics.CRM.RetrieveVersionResponse"),
      Version: "9.2.26111.182",
    },
  }),
  "GET RetrieveCurrentOrganization": currentOrganization,
  "POST Merge": merge,
  "POST Restore": restore,
  "POST WinOpportunity": (call) =>
    close(call, {
      action: "WinOpportunity",
      part: "OpportunityClose",
      lookup: "opportunityid",
      state: 1,
    }),
  "POST LoseOpportunity": (call) =>
    close(call, {
      action: "LoseOpportunity",
      part: "OpportunityClose",
      lookup: "opportunityid",
      state: 2,
    }),
  "POST CloseIncident": (call) =>
    close(call, {
      action: "CloseIncident",
      part: "IncidentResolution",
      lookup: "incidentid",
      state: 1,
    }),
};

/** Actions and functions of a row, by method and name. */
export const BOUND: Readonly<
  Record<string, (call: Call, table: Table, key: RowKey) => DoorAnswer>
> = {
  "POST SendEmail": sendEmail,
  "GET RetrieveUserPrivileges": userPrivileges,
  "POST TriggerServiceEndpointCheck": (call, table, key) => {
    if (table.name !== "serviceendpoint") throw noSegment("TriggerServiceEndpointCheck");
    rowOf(call, table, key);
    return { status: 204 };
  },
};

function whoAmI(call: Call): DoorAnswer {
  return {
    status: 200,
    body: {
      "@odata.context": contextOf(call, "Microsoft.Dynamics.CRM.WhoAmIResponse"),
      BusinessUnitId: call.user.unit,
      UserId: call.user.id,
      OrganizationId: call.org.id,
    },
  };
}

function currentOrganization(call: Call): DoorAnswer {
  const { id, name, tenantId, origin } = call.org;
  const Detail = {
    OrganizationId: id,
    FriendlyName: name,
    UniqueName: name.toLowerCase(),
    UrlName: name.toLowerCase(),
    TenantId: tenantId,
    EnvironmentId: id,
    State: "Enabled",
    Geo: "EMEA",
    Endpoints: { Count: 1, Keys: ["WebApplication"], Values: [`${origin}/`] },
  };
  return {
    status: 200,
    body: {
      "@odata.context": contextOf(
        call,
        "Microsoft.Dynamics.CRM.RetrieveCurrentOrganizationResponse",
      ),
      Detail,
    },
  };
}

function userPrivileges(call: Call, table: Table, key: RowKey): DoorAnswer {
  if (table.name !== "systemuser") throw noSegment("RetrieveUserPrivileges");
  const row = rowOf(call, table, key);
  const privileges = call.org.security.privilegesOf(row.id);
  const names = privileges === "all" ? [] : Object.entries(privileges);
  const RolePrivileges = names.map(([PrivilegeName, depth]) => ({
    PrivilegeName,
    Depth: depth.charAt(0).toUpperCase() + depth.slice(1),
    BusinessUnitId: call.user.unit,
  }));
  return {
    status: 200,
    body: {
      "@odata.context": contextOf(call, "Microsoft.Dynamics.CRM.RetrieveUserPrivilegesResponse"),
      RolePrivileges,
    },
  };
}

function merge(call: Call): DoorAnswer {
  const { Target, Subordinate, UpdateContent, PerformParentingChecks, ...rest } =
    parametersOf(call);
  onlyThese(rest);
  if (typeof PerformParentingChecks !== "boolean")
    throw badPayload("Merge", "The parameter 'PerformParentingChecks' is missing.");
  const target = targetOf(call, Target, "Target");
  const subordinate = targetOf(call, Subordinate, "Subordinate");
  const { table } = target;
  if (subordinate.table !== table) throw badValue("0x80040216", "Both rows must be of one table.");
  for (const { row } of [target, subordinate]) needRow(call, "Write", { table, row });
  const content: Values =
    UpdateContent === undefined
      ? {}
      : readWrite(call, table, objectOf(UpdateContent, "UpdateContent")).values;
  const { desk, book } = call.org;
  mergeRows(
    desk,
    book,
    { table, target: target.row, subordinate: subordinate.row, content },
    call.manner,
  );
  call.org.log({ act: "merge", table: table.name, id: target.row.id, from: subordinate.row.id });
  return { status: 204 };
}

function restore(call: Call): DoorAnswer {
  const { Target, ...rest } = parametersOf(call);
  onlyThese(rest);
  const { table, id } = namedRow(call, objectOf(Target, "Target"));
  needPrivilege(call, "Create", table);
  const row = call.org.desk.restoreRow(table, id, call.manner);
  call.org.log({ act: "create", table: table.name, id: row.id, values: row.values });
  return {
    status: 200,
    body: {
      "@odata.context": contextOf(call, "Microsoft.Dynamics.CRM.RestoreResponse"),
      RestoredRecordId: row.id,
    },
  };
}

function close(
  call: Call,
  way: { action: string; part: string; lookup: string; state: number },
): DoorAnswer {
  const parameters = parametersOf(call);
  const { Status, ...rest } = parameters;
  const part = objectOf(rest[way.part], way.part);
  const bind = part[`${way.lookup}@odata.bind`];
  const table = call.org.book.need(way.lookup.replace(/id$/, ""));
  const id = /\(([0-9a-f-]{36})\)/i.exec(typeof bind === "string" ? bind : "")?.[1];
  if (id === undefined)
    throw badPayload(way.part, `The property '${way.lookup}@odata.bind' is missing.`);
  const row = rowOf(call, table, { id: id.toLowerCase() });
  needRow(call, "Write", { table, row });
  if (typeof Status !== "number") throw badPayload(way.part, "The parameter 'Status' is missing.");
  const values: Values = { statecode: way.state, ...(Status === -1 ? {} : { statuscode: Status }) };
  call.org.desk.update(table, row, values, { ...call.manner, byAction: way.action });
  call.org.log({ act: "update", table: table.name, id: row.id, values });
  return { status: 204 };
}

function sendEmail(call: Call, table: Table, key: RowKey): DoorAnswer {
  if (table.name !== "email") throw noSegment("SendEmail");
  const { IssueSend, TrackingToken, ...rest } = parametersOf(call);
  onlyThese(rest);
  if (typeof IssueSend !== "boolean")
    throw badPayload(table.setName, "The parameter 'IssueSend' is missing.");
  const row = rowOf(call, table, key);
  needRow(call, "Write", { table, row });
  if (row.values.statecode === 1)
    throw badValue("0x80040216", "The email is already sent or completed.");
  if ((row.values.torecipients ?? null) === null)
    throw badValue(
      "0x8004480f",
      "The e-mail must have at least one recipient before it can be sent.",
    );
  const token = typeof TrackingToken === "string" ? { trackingtoken: TrackingToken } : {};
  // Server-side synchronisation takes what is pending; without it the row is as good as sent.
  const values: Values = { statecode: 1, statuscode: IssueSend ? 6 : 3, ...token };
  call.org.desk.update(table, row, values, call.manner);
  call.org.log({ act: "send-email", id: row.id });
  return {
    status: 200,
    body: {
      "@odata.context": contextOf(call, "Microsoft.Dynamics.CRM.SendEmailResponse"),
      Subject: row.values.subject ?? "",
    },
  };
}

function parametersOf(call: Call): Parameters {
  return readObject(call.request, call.request.path.split("/").at(-1) ?? "");
}

function onlyThese(rest: Parameters): void {
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw badPayload(
      "action",
      `The parameter '${unknown}' in the request payload is not a valid parameter for the operation.`,
    );
}

function targetOf(call: Call, value: unknown, name: string): { table: Table; row: Row } {
  const { table, id } = namedRow(call, objectOf(value, name));
  return { table, row: rowOf(call, table, { id }) };
}

function namedRow(call: Call, value: Parameters): { table: Table; id: string } {
  const type = String(value["@odata.type"] ?? "").replace(/^#?Microsoft\.Dynamics\.CRM\./, "");
  const table = call.org.book.get(type);
  if (table === undefined)
    throw badPayload("action", `A type named '${type}' could not be resolved by the model.`);
  const id = value[table.primaryId];
  if (typeof id !== "string")
    throw badPayload("action", `The property '${table.primaryId}' is missing.`);
  return { table, id: id.toLowerCase() };
}

function objectOf(value: unknown, name: string): Parameters {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw badPayload("action", `The parameter '${name}' is missing or no object.`);
}
