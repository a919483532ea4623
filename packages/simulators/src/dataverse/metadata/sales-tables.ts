import { type Column, customer, day, line, lookup, memo, money } from "./column.ts";
import type { Table } from "./table.ts";
import { table } from "./table-kit.ts";

/** What is sold (crm/dynamics.md, 5). */
export function salesTables(): readonly Table[] {
  return [opportunity(), salesOrder(), invoice()];
}

function amounts(): readonly Column[] {
  return [
    money("totalamount", { en: "Total Amount", sv: "Totalt belopp" }),
    money("totalamount_base", { isReadOnly: true }),
    lookup("transactioncurrencyid", "transactioncurrency"),
  ];
}

function opportunity(): Table {
  return table({
    name: "opportunity",
    schemaName: "Opportunity",
    setName: "opportunities",
    en: "Opportunity",
    sv: "Affärsmöjlighet",
    typeCode: 3,
    states: [
      {
        value: 0,
        en: "Open",
        sv: "Öppen",
        statuses: [
          [1, "In Progress"],
          [2, "On Hold"],
        ],
      },
      { value: 1, en: "Won", sv: "Vunnen", statuses: [[3, "Won"]], onlyBy: "WinOpportunity" },
      {
        value: 2,
        en: "Lost",
        sv: "Förlorad",
        statuses: [
          [4, "Canceled"],
          [5, "Out-Sold"],
        ],
        onlyBy: "LoseOpportunity",
      },
    ],
    columns: [
      line("name", 300, { required: "ApplicationRequired" }),
      money("estimatedvalue"),
      day("estimatedclosedate"),
      day("actualclosedate"),
      money("actualvalue"),
      memo("description", { maxLength: 2000 }),
      lookup("parentcontactid", "contact", { collection: "opportunity_parent_contact" }),
      lookup("parentaccountid", "account", { collection: "opportunity_parent_account" }),
      lookup("transactioncurrencyid", "transactioncurrency"),
      customer(
        "customerid",
        { account: "opportunity_customer_accounts", contact: "opportunity_customer_contacts" },
        { onDelete: "Cascade" },
      ),
    ],
  });
}

function salesOrder(): Table {
  return table({
    name: "salesorder",
    schemaName: "SalesOrder",
    en: "Order",
    sv: "Order",
    typeCode: 1088,
    states: [
      {
        value: 0,
        en: "Active",
        sv: "Aktiv",
        statuses: [
          [1, "New"],
          [2, "Pending"],
        ],
      },
      { value: 1, en: "Submitted", sv: "Skickad", statuses: [[3, "In Progress"]] },
      { value: 2, en: "Canceled", sv: "Annullerad", statuses: [[4, "No Money"]] },
      {
        value: 3,
        en: "Fulfilled",
        sv: "Levererad",
        statuses: [
          [100_001, "Complete"],
          [100_002, "Partial"],
        ],
      },
      { value: 4, en: "Invoiced", sv: "Fakturerad", statuses: [[100_003, "Invoiced"]] },
    ],
    columns: [
      line("name", 300, { required: "ApplicationRequired" }),
      line("ordernumber", 100),
      day("datefulfilled"),
      day("submitdate"),
      ...amounts(),
      customer(
        "customerid",
        { account: "order_customer_accounts", contact: "order_customer_contacts" },
        { onDelete: "Restrict" },
      ),
    ],
  });
}

function invoice(): Table {
  return table({
    name: "invoice",
    schemaName: "Invoice",
    en: "Invoice",
    sv: "Faktura",
    typeCode: 1090,
    states: [
      {
        value: 0,
        en: "Active",
        sv: "Aktiv",
        statuses: [
          [1, "New"],
          [2, "Partially Shipped"],
          [4, "Billed"],
          [5, "Booked"],
          [6, "Installed"],
        ],
      },
      {
        value: 1,
        en: "Closed (deprecated)",
        statuses: [
          [3, "Canceled (deprecated)"],
          [7, "Paid in Full (deprecated)"],
        ],
      },
      {
        value: 2,
        en: "Paid",
        sv: "Betald",
        statuses: [
          [100_001, "Complete"],
          [100_002, "Partial"],
        ],
      },
      { value: 3, en: "Canceled", sv: "Annullerad", statuses: [[100_003, "Canceled"]] },
    ],
    columns: [
      line("name", 300, { required: "ApplicationRequired" }),
      line("invoicenumber", 100),
      day("duedate"),
      day("datedelivered"),
      lookup("salesorderid", "salesorder", { collection: "order_invoices" }),
      ...amounts(),
      customer(
        "customerid",
        { account: "invoice_customer_accounts", contact: "invoice_customer_contacts" },
        { onDelete: "Restrict" },
      ),
    ],
  });
}
