import {
  type Column,
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

/** What a person or company may not be reached by: true means no (crm/dynamics.md, 5). */
function consentColumns(): readonly Column[] {
  const no = (name: string, en: string, sv: string) => flag(name, { en, sv });
  return [
    no("donotemail", "Do not allow Emails", "Tillåt inte e-post"),
    no("donotbulkemail", "Do not allow Bulk Emails", "Tillåt inte massutskick via e-post"),
    no("donotphone", "Do not allow Phone Calls", "Tillåt inte telefonsamtal"),
    no("donotfax", "Do not allow Faxes", "Tillåt inte fax"),
    no("donotpostalmail", "Do not allow Mails", "Tillåt inte brev"),
    no("donotbulkpostalmail", "Do not allow Bulk Mails", "Tillåt inte massutskick via post"),
    no("donotsendmm", "Send Marketing Materials", "Skicka marknadsföringsmaterial"),
    flag("followemail", { default: true, en: "Follow Email Activity" }),
    flag("marketingonly", { en: "Marketing Only" }),
    choiceColumn(
      "preferredcontactmethodcode",
      [
        choice(1, "Any", "Valfri"),
        choice(2, "Email", "E-post"),
        choice(3, "Phone", "Telefon"),
        choice(4, "Fax", "Fax"),
        choice(5, "Mail", "Brev"),
      ],
      { default: 1, en: "Preferred Method of Contact", sv: "Önskat kontaktsätt" },
    ),
  ];
}

function addressColumns(): readonly Column[] {
  return [
    line("address1_line1", 250, { en: "Street 1", sv: "Gata 1" }),
    line("address1_city", 80, { en: "City", sv: "Ort" }),
    line("address1_postalcode", 20, { en: "ZIP/Postal Code", sv: "Postnummer" }),
    line("address1_country", 80, { en: "Country/Region", sv: "Land/region" }),
  ];
}

function email(name: string, en: string): Column {
  return line(name, 100, { format: "Email", en, sv: "E-post" });
}

function phone(name: string, en: string, sv: string): Column {
  return line(name, 50, { format: "Phone", en, sv });
}

/** Persons, companies and leads, as every organisation has them. */
export function customerTables(): readonly Table[] {
  return [contact(), account(), lead()];
}

function contact(): Table {
  return table({
    name: "contact",
    schemaName: "Contact",
    en: "Contact",
    sv: "Kontakt",
    typeCode: 2,
    primaryName: "fullname",
    columns: [
      line("fullname", 160, { isReadOnly: true, en: "Full Name", sv: "Fullständigt namn" }),
      line("firstname", 50, { required: "Recommended", en: "First Name", sv: "Förnamn" }),
      line("lastname", 50, { required: "ApplicationRequired", en: "Last Name", sv: "Efternamn" }),
      email("emailaddress1", "Email"),
      email("emailaddress2", "Email Address 2"),
      email("emailaddress3", "Email Address 3"),
      phone("mobilephone", "Mobile Phone", "Mobiltelefon"),
      phone("telephone1", "Business Phone", "Telefon, arbete"),
      phone("telephone2", "Home Phone", "Telefon, bostad"),
      line("jobtitle", 100, { en: "Job Title", sv: "Befattning" }),
      line("websiteurl", 200, { format: "Url", en: "Website", sv: "Webbplats" }),
      line("externaluseridentifier", 50),
      memo("description", { maxLength: 2000, en: "Description", sv: "Beskrivning" }),
      day("birthdate", { en: "Birthday", sv: "Födelsedag" }),
      day("anniversary", { en: "Anniversary", sv: "Årsdag" }),
      day("lastusedincampaign", { en: "Last Date Included in Campaign" }),
      customer(
        "parentcustomerid",
        { account: "contact_customer_accounts", contact: "contact_customer_contacts" },
        { onDelete: "Cascade", en: "Company Name", sv: "Företagsnamn" },
      ),
      lookup("masterid", "contact", { isReadOnly: true, collection: "contact_master_contact" }),
      flag("merged", { isReadOnly: true }),
      lookup("transactioncurrencyid", "transactioncurrency"),
      ...addressColumns(),
      ...consentColumns(),
    ],
  });
}

function account(): Table {
  return table({
    name: "account",
    schemaName: "Account",
    en: "Account",
    sv: "Konto",
    typeCode: 1,
    columns: [
      line("name", 160, { required: "ApplicationRequired", en: "Account Name", sv: "Kontonamn" }),
      line("accountnumber", 20, { en: "Account Number", sv: "Kontonummer" }),
      email("emailaddress1", "Email"),
      phone("telephone1", "Main Phone", "Telefon"),
      line("websiteurl", 200, { format: "Url", en: "Website", sv: "Webbplats" }),
      memo("description", { maxLength: 2000 }),
      integer("numberofemployees", { minimum: 0, maximum: 1_000_000_000 }),
      money("revenue", { minimum: 0, en: "Annual Revenue", sv: "Årsomsättning" }),
      choiceColumn("customertypecode", [
        choice(1, "Competitor", "Konkurrent"),
        choice(3, "Customer", "Kund"),
        choice(8, "Prospect", "Prospekt"),
        choice(12, "Other", "Övrigt"),
      ]),
      lookup("primarycontactid", "contact", { collection: "account_primary_contact" }),
      lookup("parentaccountid", "account", { collection: "account_parent_account" }),
      lookup("masterid", "account", { isReadOnly: true, collection: "account_master_account" }),
      flag("merged", { isReadOnly: true }),
      lookup("transactioncurrencyid", "transactioncurrency"),
      ...addressColumns(),
      ...consentColumns(),
    ],
  });
}

function lead(): Table {
  return table({
    name: "lead",
    schemaName: "Lead",
    en: "Lead",
    typeCode: 4,
    primaryName: "fullname",
    states: [
      {
        value: 0,
        en: "Open",
        sv: "Öppen",
        statuses: [
          [1, "New"],
          [2, "Contacted"],
        ],
      },
      { value: 1, en: "Qualified", sv: "Kvalificerad", statuses: [[3, "Qualified"]] },
      {
        value: 2,
        en: "Disqualified",
        statuses: [
          [4, "Lost"],
          [5, "Cannot Contact"],
          [7, "Canceled"],
        ],
      },
    ],
    columns: [
      line("fullname", 160, { isReadOnly: true }),
      line("subject", 300, { required: "ApplicationRequired", en: "Topic", sv: "Ämne" }),
      line("firstname", 50),
      line("lastname", 50, { required: "ApplicationRequired" }),
      line("companyname", 100),
      email("emailaddress1", "Email"),
      phone("mobilephone", "Mobile Phone", "Mobiltelefon"),
      phone("telephone1", "Business Phone", "Telefon, arbete"),
      moment("estimatedclosedate"),
      money("estimatedamount"),
      lookup("parentcontactid", "contact", { collection: "lead_parent_contact" }),
      lookup("parentaccountid", "account", { collection: "lead_parent_account" }),
      lookup("masterid", "lead", { isReadOnly: true, collection: "lead_master_lead" }),
      flag("merged", { isReadOnly: true }),
      column("leadqualitycode", "Picklist", {
        default: 2,
        choices: [choice(1, "Hot"), choice(2, "Warm"), choice(3, "Cold")],
      }),
      ...consentColumns(),
    ],
  });
}
