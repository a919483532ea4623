import { choice, column, flag, integer, line, lookup, memo, moment } from "./column.ts";
import type { Table } from "./table.ts";
import { ACTIVE_INACTIVE, type TableMore, table } from "./table-kit.ts";

/** What an organisation is run with: people, roles, and what tells others of changes. */
export function systemTables(): readonly Table[] {
  return [
    systemUser(),
    organisationOwned({
      name: "team",
      typeCode: 9,
      columns: [
        line("name", 160, { required: "SystemRequired" }),
        lookup("businessunitid", "businessunit", { collection: "business_unit_teams" }),
        flag("isdefault", { isReadOnly: true }),
      ],
    }),
    organisationOwned({
      name: "role",
      typeCode: 1036,
      columns: [
        line("name", 100, { required: "SystemRequired" }),
        lookup("businessunitid", "businessunit", { collection: "business_unit_roles" }),
      ],
    }),
    organisationOwned({
      name: "businessunit",
      typeCode: 10,
      columns: [
        line("name", 160, { required: "SystemRequired" }),
        lookup("parentbusinessunitid", "businessunit", { collection: "business_unit_parent" }),
      ],
    }),
    organisationOwned({
      name: "organization",
      typeCode: 1019,
      columns: [
        line("name", 160, { isReadOnly: true }),
        integer("expirechangetrackingindays"),
        integer("languagecode", { isReadOnly: true }),
        lookup("basecurrencyid", "transactioncurrency", {
          collection: "basecurrency_organization",
        }),
      ],
    }),
    organisationOwned({
      name: "transactioncurrency",
      setName: "transactioncurrencies",
      typeCode: 9105,
      primaryName: "currencyname",
      states: ACTIVE_INACTIVE,
      columns: [
        line("currencyname", 100),
        line("isocurrencycode", 5, { required: "SystemRequired" }),
        line("currencysymbol", 13),
        column("exchangerate", "Decimal", { precision: 10, default: 1 }),
      ],
    }),
    ...eventTables(),
  ];
}

function organisationOwned(more: TableMore): Table {
  return table({
    states: [],
    ...more,
    ownership: "OrganizationOwned",
    changeTracking: false,
    isBulkEnabled: false,
  });
}

function systemUser(): Table {
  return organisationOwned({
    name: "systemuser",
    schemaName: "SystemUser",
    en: "User",
    sv: "Användare",
    typeCode: 8,
    primaryName: "fullname",
    columns: [
      line("fullname", 200, { isReadOnly: true }),
      line("firstname", 256),
      line("lastname", 256),
      line("domainname", 1024),
      line("internalemailaddress", 100, { format: "Email" }),
      line("mobilephone", 64),
      column("applicationid", "Uniqueidentifier"),
      column("azureactivedirectoryobjectid", "Uniqueidentifier"),
      flag("isdisabled", { isReadOnly: true }),
      integer("accessmode", { default: 0 }),
      lookup("businessunitid", "businessunit", {
        collection: "business_unit_system_users",
        required: "SystemRequired",
      }),
    ],
  });
}

function eventTables(): readonly Table[] {
  return [serviceEndpoint(), sdkMessage(), sdkMessageFilter(), processingStep(), asyncOperation()];
}

function serviceEndpoint(): Table {
  const contracts = [
    "OneWay",
    "Queue",
    "Rest",
    "TwoWay",
    "Topic",
    "Queue (Persistent)",
    "Event Hub",
    "Webhook",
    "Event Grid",
    "Managed Data Lake",
  ];
  const auths = [
    "SASKey",
    "SASToken",
    "Webhook Key",
    "Http Header",
    "Http Query String",
    "Connection String",
    "Access Key",
  ];
  return organisationOwned({
    name: "serviceendpoint",
    schemaName: "ServiceEndpoint",
    typeCode: 4618,
    columns: [
      line("name", 160, { required: "SystemRequired" }),
      memo("description", { maxLength: 2000 }),
      line("url", 2000, { format: "Url" }),
      column("contract", "Picklist", {
        choices: contracts.map((label, index) => choice(index + 1, label)),
        required: "SystemRequired",
      }),
      column("authtype", "Picklist", {
        choices: auths.map((label, index) => choice(index + 2, label)),
      }),
      line("authvalue", 2048, { isWriteOnly: true }),
      flag("isauthvalueset", { isReadOnly: true }),
      column("messageformat", "Picklist", {
        choices: [choice(1, "BinaryXML"), choice(2, "Json"), choice(3, "TextXML")],
        default: 2,
      }),
    ],
  });
}

function sdkMessage(): Table {
  return organisationOwned({ name: "sdkmessage", typeCode: 4606, columns: [line("name", 256)] });
}

function sdkMessageFilter(): Table {
  return organisationOwned({
    name: "sdkmessagefilter",
    typeCode: 4607,
    columns: [
      line("name", 256),
      column("primaryobjecttypecode", "EntityName"),
      lookup("sdkmessageid", "sdkmessage", { collection: "sdkmessageid_sdkmessagefilter" }),
    ],
  });
}

function processingStep(): Table {
  return organisationOwned({
    name: "sdkmessageprocessingstep",
    typeCode: 4608,
    states: [
      { value: 0, en: "Enabled", statuses: [[1, "Enabled"]] },
      { value: 1, en: "Disabled", statuses: [[2, "Disabled"]] },
    ],
    columns: [
      line("name", 256, { required: "SystemRequired" }),
      column("stage", "Picklist", {
        choices: [
          choice(10, "Pre-validation"),
          choice(20, "Pre-operation"),
          choice(40, "Post-operation"),
        ],
        required: "SystemRequired",
      }),
      column("mode", "Picklist", {
        choices: [choice(0, "Synchronous"), choice(1, "Asynchronous")],
        required: "SystemRequired",
      }),
      integer("rank", { default: 1 }),
      column("supporteddeployment", "Picklist", {
        choices: [choice(0, "Server Only"), choice(1, "Client Only"), choice(2, "Both")],
        default: 0,
      }),
      flag("asyncautodelete"),
      memo("filteringattributes", { maxLength: 100_000 }),
      {
        ...lookup("eventhandler", "serviceendpoint", { onDelete: "Cascade" }),
        targets: [
          {
            table: "serviceendpoint",
            navigation: "eventhandler_serviceendpoint",
            collection: "serviceendpoint_sdkmessageprocessingstep",
            onDelete: "Cascade",
          },
        ],
      },
      lookup("sdkmessageid", "sdkmessage", {
        collection: "sdkmessageid_sdkmessageprocessingstep",
        required: "SystemRequired",
      }),
      lookup("sdkmessagefilterid", "sdkmessagefilter", {
        collection: "sdkmessagefilterid_sdkmessageprocessingstep",
      }),
    ],
  });
}

function asyncOperation(): Table {
  return organisationOwned({
    name: "asyncoperation",
    typeCode: 4700,
    states: [
      { value: 0, en: "Ready", statuses: [[0, "Waiting For Resources"]] },
      { value: 1, en: "Suspended", statuses: [[10, "Waiting"]] },
      {
        value: 3,
        en: "Completed",
        statuses: [
          [30, "Succeeded"],
          [31, "Failed"],
          [32, "Canceled"],
        ],
      },
    ],
    columns: [
      line("name", 256),
      integer("operationtype", { default: 1 }),
      memo("friendlymessage", { maxLength: 2000 }),
      line("messagename", 160),
      moment("completedon"),
      lookup("owningextensionid", "sdkmessageprocessingstep", {
        collection: "SdkMessageProcessingStep_AsyncOperations",
        onDelete: "Cascade",
      }),
    ],
  });
}
