import {
  choice,
  choiceColumn,
  column,
  customer,
  day,
  flag,
  integer,
  line,
  lookup,
  memo,
  moment,
  money,
} from "./column.ts";
import type { Table } from "./table.ts";
import { table } from "./table-kit.ts";

/** What is agreed on and what customers ask for (crm/dynamics.md, 5). */
export function serviceTables(): readonly Table[] {
  return [entitlement(), contract(), incident()];
}

function entitlement(): Table {
  return table({
    name: "entitlement",
    schemaName: "Entitlement",
    en: "Entitlement",
    sv: "Avtal om support",
    typeCode: 9700,
    states: [
      { value: 0, en: "Draft", sv: "Utkast", statuses: [[0, "Draft"]] },
      { value: 1, en: "Active", sv: "Aktiv", statuses: [[1, "Active"]] },
      { value: 2, en: "Cancelled", sv: "Annullerad", statuses: [[2, "Cancelled"]] },
      { value: 3, en: "Expired", sv: "Utgången", statuses: [[3, "Expired"]] },
      { value: 4, en: "Waiting", sv: "Väntar", statuses: [[1200, "Waiting"]] },
    ],
    columns: [
      line("name", 100, { required: "ApplicationRequired", en: "Entitlement Name" }),
      day("startdate", { required: "ApplicationRequired", en: "Start Date", sv: "Startdatum" }),
      day("enddate", { required: "ApplicationRequired", en: "End Date", sv: "Slutdatum" }),
      choiceColumn(
        "allocationtypecode",
        [choice(0, "Number of cases"), choice(1, "Number of hours")],
        {
          default: 0,
        },
      ),
      column("totalterms", "Decimal", { precision: 2, minimum: 0, maximum: 1_000_000_000 }),
      column("remainingterms", "Decimal", { precision: 2, minimum: 0, maximum: 1_000_000_000 }),
      flag("isdefault"),
      customer(
        "customerid",
        { account: "account_entitlement_Account", contact: "contact_entitlement_ContactId" },
        { onDelete: "Restrict", en: "Primary Customer", sv: "Primär kund" },
      ),
      memo("description", { maxLength: 2000 }),
    ],
  });
}

function contract(): Table {
  const billing = [
    choice(1, "Monthly", "Varje månad"),
    choice(2, "Bimonthly", "Varannan månad"),
    choice(3, "Quarterly", "Varje kvartal"),
    choice(4, "Semiannually", "Varje halvår"),
    choice(5, "Annually", "Varje år"),
  ];
  return table({
    name: "contract",
    schemaName: "Contract",
    en: "Contract",
    sv: "Kontrakt",
    typeCode: 1010,
    primaryName: "title",
    states: [
      ["Draft", "Utkast"],
      ["Invoiced", "Fakturerad"],
      ["Active", "Aktiv"],
      ["On Hold", "Vilande"],
      ["Canceled", "Annullerad"],
      ["Expired", "Utgången"],
    ].map(([en = "", sv = ""], value) => ({ value, en, sv, statuses: [[value + 1, en, sv]] })),
    columns: [
      line("title", 100, { required: "ApplicationRequired" }),
      line("contractnumber", 100),
      day("activeon", { required: "ApplicationRequired" }),
      day("expireson", { required: "ApplicationRequired" }),
      day("billingstarton"),
      day("billingendon"),
      choiceColumn("billingfrequencycode", billing, { default: 1 }),
      choiceColumn("contractservicelevelcode", [
        choice(1, "Gold", "Guld"),
        choice(2, "Silver", "Silver"),
        choice(3, "Bronze", "Brons"),
      ]),
      money("totalprice"),
      money("netprice"),
      lookup("originatingcontract", "contract", { collection: "contract_originating_contract" }),
      lookup("transactioncurrencyid", "transactioncurrency"),
      customer(
        "customerid",
        { account: "contract_customer_accounts", contact: "contract_customer_contacts" },
        { onDelete: "Restrict" },
      ),
    ],
  });
}

function incident(): Table {
  return table({
    name: "incident",
    schemaName: "Incident",
    en: "Case",
    sv: "Ärende",
    typeCode: 112,
    primaryName: "title",
    states: [
      {
        value: 0,
        en: "Active",
        sv: "Aktiv",
        statuses: [
          [1, "In Progress"],
          [2, "On Hold"],
        ],
      },
      {
        value: 1,
        en: "Resolved",
        sv: "Löst",
        statuses: [
          [5, "Problem Solved"],
          [1000, "Information Provided"],
        ],
        onlyBy: "CloseIncident",
      },
      { value: 2, en: "Canceled", sv: "Annullerad", statuses: [[6, "Canceled"]] },
    ],
    columns: [
      line("title", 200, { required: "ApplicationRequired" }),
      line("ticketnumber", 100),
      memo("description", { maxLength: 2000 }),
      choiceColumn("caseorigincode", [
        choice(1, "Phone", "Telefon"),
        choice(2, "Email", "E-post"),
        choice(3, "Web", "Webb"),
      ]),
      choiceColumn("casetypecode", [
        choice(1, "Question"),
        choice(2, "Problem"),
        choice(3, "Request"),
      ]),
      choiceColumn("prioritycode", [choice(1, "High"), choice(2, "Normal"), choice(3, "Low")], {
        default: 2,
      }),
      integer("customersatisfactioncode", { minimum: 1, maximum: 5 }),
      moment("resolveby"),
      lookup("primarycontactid", "contact", { collection: "contact_as_primary_contact" }),
      lookup("entitlementid", "entitlement", { collection: "entitlement_cases" }),
      customer(
        "customerid",
        { account: "incident_customer_accounts", contact: "incident_customer_contacts" },
        { onDelete: "Restrict" },
      ),
    ],
  });
}
