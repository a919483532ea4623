import {
  BY_SALESFORCE,
  choice,
  day,
  decimal,
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

const WHAT = ["Account", "Opportunity", "Contract", "Order", "Asset", "Case", "Campaign"];

const TASK: SObjectSketch = {
  name: "Task",
  keyPrefix: "00T",
  nameField: "Subject",
  fields: [
    link("WhoId", ["Contact", "Lead"], { relationshipName: "Who", children: "Tasks" }),
    link("WhatId", WHAT, { relationshipName: "What", children: "Tasks" }),
    text("Subject", 255),
    day("ActivityDate"),
    choice("Status", ["Not Started", "In Progress", "Completed", "Waiting on someone else"], {
      nillable: false,
      defaultValue: "Not Started",
    }),
    choice("Priority", ["High", "Normal", "Low"], { nillable: false, defaultValue: "Normal" }),
    choice("Type", ["Call", "Email", "Meeting", "Other"]),
    longText("Description"),
    flag("IsClosed", BY_SALESFORCE),
    link("AccountId", "Account", { ...BY_SALESFORCE }),
    choice("TaskSubtype", ["Task", "Email", "ListEmail", "Cadence", "Call"], {
      updateable: false,
      restrictedPicklist: true,
      defaultValue: "Task",
    }),
    whole("CallDurationInSeconds"),
    choice("CallType", ["Inbound", "Outbound", "Internal"], { restrictedPicklist: true }),
    text("CallDisposition", 255),
    text("CallObject", 255),
    moment("ReminderDateTime"),
    flag("IsReminderSet"),
    flag("IsArchived", BY_SALESFORCE),
    moment("CompletedDateTime", BY_SALESFORCE),
  ],
};

const EVENT: SObjectSketch = {
  name: "Event",
  keyPrefix: "00U",
  nameField: "Subject",
  fields: [
    link("WhoId", ["Contact", "Lead"], { relationshipName: "Who", children: "Events" }),
    link("WhatId", WHAT, { relationshipName: "What", children: "Events" }),
    text("Subject", 255),
    text("Location", 255),
    flag("IsAllDayEvent"),
    moment("ActivityDateTime"),
    day("ActivityDate"),
    moment("StartDateTime"),
    moment("EndDateTime"),
    whole("DurationInMinutes"),
    longText("Description"),
    link("AccountId", "Account", { ...BY_SALESFORCE }),
    choice("EventSubtype", ["Event"], { updateable: false, defaultValue: "Event" }),
  ],
};

const CASE: SObjectSketch = {
  name: "Case",
  keyPrefix: "500",
  nameField: "CaseNumber",
  isMergeable: true,
  hasActivities: true,
  fields: [
    text("CaseNumber", 30, { ...BY_SALESFORCE, autoNumber: true, nillable: false }),
    link("MasterRecordId", "Case", BY_SALESFORCE),
    link("ContactId", "Contact", { children: "Cases" }),
    link("AccountId", "Account", { children: "Cases" }),
    text("SuppliedName", 80),
    email("SuppliedEmail"),
    phone("SuppliedPhone"),
    choice("Type", ["Problem", "Feature Request", "Question"]),
    choice("Status", ["New", "Working", "Escalated", "Closed"], { defaultValue: "New" }),
    choice("Reason", ["Installation", "Performance", "Other"]),
    choice("Origin", ["Phone", "Email", "Web"]),
    text("Subject", 255),
    choice("Priority", ["High", "Medium", "Low"], { defaultValue: "Medium" }),
    longText("Description"),
    flag("IsClosed", BY_SALESFORCE),
    moment("ClosedDate", BY_SALESFORCE),
    flag("IsEscalated"),
  ],
};

/** The types of campaigns that an org begins with. */
const CAMPAIGN_TYPES = [
  ...["Conference", "Webinar", "Trade Show", "Public Relations", "Partners", "Referral Program"],
  ...["Advertisement", "Banner Ads", "Direct Mail", "Email", "Telemarketing", "Other"],
];

const CAMPAIGN: SObjectSketch = {
  name: "Campaign",
  keyPrefix: "701",
  hasActivities: true,
  fields: [
    text("Name", 80, REQUIRED),
    link("ParentId", "Campaign", { children: "ChildCampaigns" }),
    choice("Type", CAMPAIGN_TYPES),
    choice("Status", ["Planned", "In Progress", "Completed", "Aborted"], {
      defaultValue: "Planned",
    }),
    day("StartDate"),
    day("EndDate"),
    money("ExpectedRevenue"),
    money("BudgetedCost"),
    decimal("NumberSent"),
    flag("IsActive"),
    longText("Description"),
  ],
};

const CAMPAIGN_MEMBER: SObjectSketch = {
  name: "CampaignMember",
  keyPrefix: "00v",
  isOwned: false,
  isUndeletable: false,
  fields: [
    text("Name", 121, BY_SALESFORCE),
    link("CampaignId", "Campaign", {
      ...REQUIRED,
      updateable: false,
      children: "CampaignMembers",
      cascadeDelete: true,
    }),
    link("ContactId", "Contact", {
      updateable: false,
      children: "CampaignMembers",
      cascadeDelete: true,
    }),
    link("LeadId", "Lead", {
      updateable: false,
      children: "CampaignMembers",
      cascadeDelete: true,
    }),
    choice("Status", []),
    flag("HasResponded", BY_SALESFORCE),
    day("FirstRespondedDate", BY_SALESFORCE),
  ],
};

const CAMPAIGN_MEMBER_STATUS: SObjectSketch = {
  name: "CampaignMemberStatus",
  keyPrefix: "01Y",
  isOwned: false,
  isTracked: false,
  nameField: "Label",
  fields: [
    link("CampaignId", "Campaign", {
      ...REQUIRED,
      updateable: false,
      children: "CampaignMemberStatuses",
      cascadeDelete: true,
    }),
    text("Label", 765, REQUIRED),
    flag("HasResponded"),
    flag("IsDefault"),
    whole("SortOrder"),
  ],
};

const EMAIL_MESSAGE: SObjectSketch = {
  name: "EmailMessage",
  keyPrefix: "02s",
  isOwned: false,
  nameField: "Subject",
  fields: [
    text("Subject", 3000),
    longText("TextBody", 131_072),
    longText("HtmlBody", 131_072),
    text("FromAddress", 255),
    text("FromName", 255),
    longText("ToAddress", 4000),
    moment("MessageDate"),
    flag("Incoming"),
    // New, read, replied, sent, forwarded and draft, in this order.
    choice("Status", ["0", "1", "2", "3", "4", "5"], {
      restrictedPicklist: true,
      defaultValue: "0",
    }),
    link("RelatedToId", WHAT, { relationshipName: "RelatedTo", children: "Emails" }),
    link("ParentId", "Case", { children: "EmailMessages" }),
  ],
};

/** What people do for customers. */
export const WORK_OBJECTS: readonly SObjectSketch[] = [
  TASK,
  EVENT,
  CASE,
  CAMPAIGN,
  CAMPAIGN_MEMBER,
  CAMPAIGN_MEMBER_STATUS,
  EMAIL_MESSAGE,
];
