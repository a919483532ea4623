import { field } from "./field.ts";
import {
  BY_SALESFORCE,
  choice,
  day,
  email,
  flag,
  link,
  longText,
  moment,
  money,
  phone,
  REQUIRED,
  text,
  whole,
} from "./field-kinds.ts";
import type { SObjectSketch } from "./sobject-type.ts";

const INDUSTRIES = ["Agriculture", "Banking", "Energy", "Insurance", "Retail", "Technology"];
const SOURCES = ["Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"];

const address = (prefix: string) => [
  longText(`${prefix}Street`, 255),
  text(`${prefix}City`, 40),
  text(`${prefix}State`, 80),
  text(`${prefix}PostalCode`, 20),
  text(`${prefix}Country`, 80),
];

/** What a Contact has that a person account shows as its own, under another name. */
export const PERSON_FIELDS: readonly (readonly [person: string, contact: string])[] = [
  ["PersonEmail", "Email"],
  ["PersonMobilePhone", "MobilePhone"],
  ["PersonHomePhone", "HomePhone"],
  ["PersonBirthdate", "Birthdate"],
  ["PersonHasOptedOutOfEmail", "HasOptedOutOfEmail"],
  ["PersonDoNotCall", "DoNotCall"],
  ["PersonEmailBouncedDate", "EmailBouncedDate"],
  ["PersonEmailBouncedReason", "EmailBouncedReason"],
  ["PersonIndividualId", "IndividualId"],
  ["PersonTitle", "Title"],
  ["FirstName", "FirstName"],
  ["LastName", "LastName"],
  ["Salutation", "Salutation"],
];

/** What a person account calls its contact's own field: `Tier__pc` for `Tier__c`; undefined for one of Salesforce's. */
export function personName(contactField: string): string | undefined {
  return contactField.endsWith("__c") ? contactField.replace(/__c$/, "__pc") : undefined;
}

const ACCOUNT: SObjectSketch = {
  name: "Account",
  keyPrefix: "001",
  isMergeable: true,
  hasActivities: true,
  fields: [
    text("Name", 255, REQUIRED),
    link("MasterRecordId", "Account", BY_SALESFORCE),
    choice("Type", ["Prospect", "Customer - Direct", "Customer - Channel", "Other"]),
    link("ParentId", "Account", { children: "ChildAccounts" }),
    ...address("Billing"),
    ...address("Shipping"),
    phone("Phone"),
    phone("Fax"),
    text("AccountNumber", 40),
    field({ name: "Website", type: "url" }),
    choice("Industry", INDUSTRIES),
    money("AnnualRevenue"),
    whole("NumberOfEmployees"),
    longText("Description"),
    choice("AccountSource", SOURCES),
    day("LastActivityDate", BY_SALESFORCE),
  ],
};

const CONTACT: SObjectSketch = {
  name: "Contact",
  keyPrefix: "003",
  isMergeable: true,
  hasActivities: true,
  fields: [
    link("MasterRecordId", "Contact", BY_SALESFORCE),
    link("AccountId", "Account", { children: "Contacts", cascadeDelete: true }),
    text("LastName", 80, REQUIRED),
    text("FirstName", 40),
    choice("Salutation", ["Mr.", "Ms.", "Dr.", "Prof."]),
    text("Name", 121, { ...BY_SALESFORCE, nillable: false }),
    ...address("Mailing"),
    phone("Phone"),
    phone("Fax"),
    phone("MobilePhone"),
    phone("HomePhone"),
    link("ReportsToId", "Contact"),
    email("Email"),
    text("Title", 128),
    text("Department", 80),
    choice("LeadSource", SOURCES),
    day("Birthdate"),
    longText("Description"),
    flag("HasOptedOutOfEmail"),
    flag("HasOptedOutOfFax"),
    flag("DoNotCall"),
    day("LastActivityDate", BY_SALESFORCE),
    text("EmailBouncedReason", 255),
    moment("EmailBouncedDate"),
    flag("IsEmailBounced", BY_SALESFORCE),
  ],
};

const LEAD: SObjectSketch = {
  name: "Lead",
  keyPrefix: "00Q",
  isMergeable: true,
  hasActivities: true,
  fields: [
    link("MasterRecordId", "Lead", BY_SALESFORCE),
    text("LastName", 80, REQUIRED),
    text("FirstName", 40),
    choice("Salutation", ["Mr.", "Ms.", "Dr.", "Prof."]),
    text("Name", 121, { ...BY_SALESFORCE, nillable: false }),
    text("Title", 128),
    text("Company", 255, REQUIRED),
    ...address("").map((one) => ({ ...one, label: one.name })),
    phone("Phone"),
    phone("MobilePhone"),
    email("Email"),
    choice("LeadSource", SOURCES),
    choice("Status", ["Open - Not Contacted", "Working - Contacted", "Closed - Not Converted"], {
      nillable: false,
      defaultValue: "Open - Not Contacted",
    }),
    longText("Description"),
    flag("IsConverted", { ...BY_SALESFORCE }),
    flag("HasOptedOutOfEmail"),
    flag("DoNotCall"),
    text("EmailBouncedReason", 255),
    moment("EmailBouncedDate"),
    day("LastActivityDate", BY_SALESFORCE),
  ],
};

const USER: SObjectSketch = {
  name: "User",
  keyPrefix: "005",
  isSetup: true,
  fields: [
    text("Username", 80, BY_SALESFORCE),
    text("LastName", 80, BY_SALESFORCE),
    text("FirstName", 40, BY_SALESFORCE),
    text("Name", 121, BY_SALESFORCE),
    email("Email", BY_SALESFORCE),
    flag("IsActive", BY_SALESFORCE),
    choice("UserType", ["Standard"], BY_SALESFORCE),
    text("TimeZoneSidKey", 40, BY_SALESFORCE),
    text("LanguageLocaleKey", 40, BY_SALESFORCE),
    text("LocaleSidKey", 40, BY_SALESFORCE),
  ],
};

const GROUP: SObjectSketch = {
  name: "Group",
  keyPrefix: "00G",
  isSetup: true,
  fields: [
    text("Name", 40, BY_SALESFORCE),
    text("DeveloperName", 80, BY_SALESFORCE),
    choice("Type", ["Regular", "Queue"], BY_SALESFORCE),
    email("Email", BY_SALESFORCE),
  ],
};

const QUEUE_SOBJECT: SObjectSketch = {
  name: "QueueSobject",
  keyPrefix: "03g",
  isSetup: true,
  nameField: "Id",
  fields: [
    link("QueueId", "Group", { ...BY_SALESFORCE, children: "QueueSobjects" }),
    choice("SobjectType", [], BY_SALESFORCE),
  ],
};

/** People, companies and those who look after them. */
export const PEOPLE_OBJECTS: readonly SObjectSketch[] = [
  ACCOUNT,
  CONTACT,
  LEAD,
  USER,
  GROUP,
  QUEUE_SOBJECT,
];
