import { choice, column, flag, integer, line, memo, moment, polymorphic } from "./column.ts";
import { labels } from "./label.ts";
import type { Table } from "./table.ts";
import { type StateSketch, table } from "./table-kit.ts";

/** What people did and are to do, and what was written about it (crm/dynamics.md, 5). */
export function activityTables(): readonly Table[] {
  return [
    task(),
    appointment(),
    phoneCall(),
    email(),
    activityParty(),
    activityPointer(),
    annotation(),
  ];
}

function task(): Table {
  return table({
    name: "task",
    schemaName: "Task",
    en: "Task",
    sv: "Uppgift",
    typeCode: 4212,
    isActivity: true,
    states: [
      {
        value: 0,
        en: "Open",
        sv: "Öppen",
        statuses: [
          [2, "Not Started", "Inte startad"],
          [3, "In Progress", "Pågår"],
          [4, "Waiting on someone else", "Väntar på någon"],
          [7, "Deferred", "Uppskjuten"],
        ],
      },
      { value: 1, en: "Completed", sv: "Slutförd", statuses: [[5, "Completed", "Slutförd"]] },
      { value: 2, en: "Canceled", sv: "Annullerad", statuses: [[6, "Canceled", "Annullerad"]] },
    ],
    columns: [integer("percentcomplete", { minimum: 0, maximum: 100 }), line("category", 250)],
  });
}

/** Learn.microsoft.com, "Appointment table/entity reference". */
function appointment(): Table {
  return table({
    name: "appointment",
    schemaName: "Appointment",
    en: "Appointment",
    sv: "Avtalad tid",
    typeCode: 4201,
    isActivity: true,
    states: [
      {
        value: 0,
        en: "Open",
        sv: "Öppen",
        statuses: [
          [1, "Free", "Ledig"],
          [2, "Tentative", "Preliminär"],
        ],
      },
      { value: 1, en: "Completed", sv: "Slutförd", statuses: [[3, "Completed", "Slutförd"]] },
      { value: 2, en: "Canceled", sv: "Annullerad", statuses: [[4, "Canceled", "Annullerad"]] },
      {
        value: 3,
        en: "Scheduled",
        sv: "Schemalagd",
        statuses: [
          [5, "Busy", "Upptagen"],
          [6, "Out of Office", "Frånvarande"],
        ],
      },
    ],
    columns: [line("location", 200), flag("isalldayevent")],
  });
}

function phoneCall(): Table {
  return table({
    name: "phonecall",
    schemaName: "PhoneCall",
    en: "Phone Call",
    sv: "Telefonsamtal",
    typeCode: 4210,
    isActivity: true,
    states: [
      { value: 0, en: "Open", sv: "Öppen", statuses: [[1, "Open", "Öppen"]] },
      {
        value: 1,
        en: "Completed",
        sv: "Slutförd",
        statuses: [
          [2, "Made", "Ringt"],
          [4, "Received", "Mottaget"],
        ],
      },
      { value: 2, en: "Canceled", sv: "Annullerad", statuses: [[3, "Canceled", "Annullerad"]] },
    ],
    columns: [
      line("phonenumber", 200, { format: "Phone" }),
      flag("directioncode", { default: true }),
      flag("leftvoicemail"),
    ],
  });
}

function email(): Table {
  return table({
    name: "email",
    schemaName: "Email",
    en: "Email",
    sv: "E-post",
    typeCode: 4202,
    isActivity: true,
    states: [
      {
        value: 0,
        en: "Open",
        sv: "Öppen",
        statuses: [
          [1, "Draft", "Utkast"],
          [8, "Failed", "Misslyckad"],
        ],
      },
      {
        value: 1,
        en: "Completed",
        sv: "Slutförd",
        statuses: [
          [2, "Completed", "Slutförd"],
          [3, "Sent", "Skickad"],
          [4, "Received", "Mottagen"],
          [6, "Pending Send", "Väntar på att skickas"],
          [7, "Sending", "Skickar"],
        ],
      },
      { value: 2, en: "Canceled", sv: "Annullerad", statuses: [[5, "Canceled", "Annullerad"]] },
    ],
    columns: [
      line("torecipients", 500, { isReadOnly: true }),
      line("sender", 250, { isReadOnly: true }),
      flag("directioncode", { default: true }),
      integer("opencount", { minimum: 0, isReadOnly: true }),
      integer("linksclickedcount", { minimum: 0, isReadOnly: true }),
      integer("replycount", { minimum: 0, isReadOnly: true }),
      moment("lastopenedtime", { isReadOnly: true }),
      moment("senton", { isReadOnly: true }),
      line("trackingtoken", 50),
    ],
  });
}

/** What an activity party stands for (learn.microsoft.com, "ActivityParty entities"). */
const PARTICIPATION = [
  "Sender",
  "To Recipient",
  "CC Recipient",
  "BCC Recipient",
  "Required attendee",
  "Optional attendee",
  "Organizer",
  "Regarding",
  "Owner",
  "Resource",
  "Customer",
];

function activityParty(): Table {
  const activities = ["appointment", "email", "phonecall", "task"];
  return table({
    name: "activityparty",
    schemaName: "ActivityParty",
    setName: "activityparties",
    typeCode: 135,
    ownership: "None",
    primaryName: "addressused",
    isAudited: false,
    changeTracking: false,
    isBulkEnabled: false,
    columns: [
      {
        ...polymorphic(
          "activityid",
          Object.fromEntries(activities.map((name) => [name, `${name}_activity_parties`])),
          { onDelete: "Cascade" },
        ),
      },
      polymorphic("partyid", {
        contact: "contact_activity_parties",
        account: "account_activity_parties",
        lead: "lead_activity_parties",
        systemuser: "system_user_activity_parties",
      }),
      column("participationtypemask", "Picklist", {
        choices: PARTICIPATION.map((label, index) => choice(index + 1, label)),
      }),
      line("addressused", 320, { format: "Email" }),
      flag("donotemail", { isReadOnly: true }),
      flag("donotphone", { isReadOnly: true }),
    ],
  });
}

const POINTER_STATES: readonly StateSketch[] = [
  { value: 0, en: "Open", sv: "Öppen", statuses: [[1, "Open"]] },
  { value: 1, en: "Completed", sv: "Slutförd", statuses: [[2, "Completed"]] },
  { value: 2, en: "Canceled", sv: "Annullerad", statuses: [[3, "Canceled"]] },
  { value: 3, en: "Scheduled", sv: "Schemalagd", statuses: [[4, "Scheduled"]] },
];

function activityPointer(): Table {
  return table({
    name: "activitypointer",
    schemaName: "ActivityPointer",
    en: "Activity",
    sv: "Aktivitet",
    pluralLabel: labels("Activities", "Aktiviteter"),
    typeCode: 4200,
    isActivity: true,
    isBulkEnabled: false,
    states: POINTER_STATES,
    columns: [],
  });
}

function annotation(): Table {
  return table({
    name: "annotation",
    schemaName: "Annotation",
    en: "Note",
    sv: "Anteckning",
    typeCode: 5,
    primaryName: "subject",
    states: [],
    columns: [
      line("subject", 500),
      memo("notetext", { maxLength: 100_000 }),
      flag("isdocument"),
      line("filename", 255),
      line("mimetype", 256),
      memo("documentbody"),
      polymorphic(
        "objectid",
        {
          contact: "Contact_Annotation",
          account: "Account_Annotation",
          task: "Task_Annotation",
          opportunity: "Opportunity_Annotation",
          entitlement: "Entitlement_Annotation",
        },
        { onDelete: "Cascade" },
      ),
      column("objecttypecode", "EntityName"),
    ],
  });
}
