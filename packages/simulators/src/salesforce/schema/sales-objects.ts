import { field } from "./field.ts";
import {
  BY_SALESFORCE,
  choice,
  day,
  decimal,
  flag,
  link,
  longText,
  moment,
  money,
  REQUIRED,
  text,
  whole,
} from "./field-kinds.ts";
import type { SObjectSketch } from "./sobject-type.ts";

/** A stage of an opportunity and what follows from it. */
export interface StageMeaning {
  readonly name: string;
  readonly probability: number;
  readonly isClosed: boolean;
  readonly isWon: boolean;
}

/** The stages that an org begins with. */
export const STAGES: readonly StageMeaning[] = [
  { name: "Prospecting", probability: 10, isClosed: false, isWon: false },
  { name: "Qualification", probability: 10, isClosed: false, isWon: false },
  { name: "Proposal/Price Quote", probability: 75, isClosed: false, isWon: false },
  { name: "Negotiation/Review", probability: 90, isClosed: false, isWon: false },
  { name: "Closed Won", probability: 100, isClosed: true, isWon: true },
  { name: "Closed Lost", probability: 0, isClosed: true, isWon: false },
];

const OPPORTUNITY: SObjectSketch = {
  name: "Opportunity",
  keyPrefix: "006",
  hasActivities: true,
  fields: [
    link("AccountId", "Account", { children: "Opportunities", cascadeDelete: true }),
    text("Name", 120, REQUIRED),
    longText("Description"),
    choice(
      "StageName",
      STAGES.map(({ name }) => name),
      REQUIRED,
    ),
    money("Amount"),
    field({ name: "Probability", type: "percent" }),
    day("CloseDate", REQUIRED),
    choice("Type", ["Existing Business", "New Business"]),
    choice("LeadSource", ["Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"]),
    flag("IsClosed", BY_SALESFORCE),
    flag("IsWon", BY_SALESFORCE),
    choice("ForecastCategory", ["Omitted", "Pipeline", "BestCase", "Forecast", "Closed"], {
      ...BY_SALESFORCE,
    }),
    link("CampaignId", "Campaign", { children: "Opportunities" }),
    link("ContractId", "Contract"),
    flag("HasOpportunityLineItem", BY_SALESFORCE),
    moment("LastStageChangeDate", BY_SALESFORCE),
    day("LastActivityDate", BY_SALESFORCE),
  ],
};

const OPPORTUNITY_LINE_ITEM: SObjectSketch = {
  name: "OpportunityLineItem",
  keyPrefix: "00k",
  isOwned: false,
  fields: [
    text("Name", 376, BY_SALESFORCE),
    link("OpportunityId", "Opportunity", {
      ...REQUIRED,
      updateable: false,
      children: "OpportunityLineItems",
      cascadeDelete: true,
    }),
    link("Product2Id", "Product2"),
    decimal("Quantity", REQUIRED),
    money("UnitPrice"),
    money("TotalPrice", { ...BY_SALESFORCE }),
    day("ServiceDate"),
    text("Description", 255),
  ],
};

const OPPORTUNITY_CONTACT_ROLE: SObjectSketch = {
  name: "OpportunityContactRole",
  keyPrefix: "00K",
  isOwned: false,
  nameField: "Id",
  fields: [
    link("OpportunityId", "Opportunity", {
      ...REQUIRED,
      children: "OpportunityContactRoles",
      cascadeDelete: true,
    }),
    link("ContactId", "Contact", { ...REQUIRED, children: "OpportunityContactRoles" }),
    choice("Role", ["Decision Maker", "Economic Buyer", "Evaluator", "Other"]),
    flag("IsPrimary"),
  ],
};

const PRODUCT: SObjectSketch = {
  name: "Product2",
  keyPrefix: "01t",
  isOwned: false,
  fields: [
    text("Name", 255, REQUIRED),
    text("ProductCode", 255),
    longText("Description", 4000),
    flag("IsActive"),
    choice("Family", []),
  ],
};

/** The agreements; they are left out where an org has not switched them on. */
export const CONTRACT: SObjectSketch = {
  name: "Contract",
  keyPrefix: "800",
  nameField: "ContractNumber",
  hasActivities: true,
  fields: [
    link("AccountId", "Account", { ...REQUIRED, children: "Contracts", cascadeDelete: true }),
    choice("OwnerExpirationNotice", ["15", "30", "45", "60", "90", "120"], {
      restrictedPicklist: true,
    }),
    day("StartDate"),
    day("EndDate", BY_SALESFORCE),
    whole("ContractTerm"),
    choice("Status", ["Draft", "In Approval Process", "Activated"], {
      nillable: false,
      restrictedPicklist: true,
      defaultValue: "Draft",
    }),
    choice("StatusCode", ["Draft", "InApproval", "Activated", "Terminated", "Expired"], {
      ...BY_SALESFORCE,
    }),
    link("CustomerSignedId", "Contact"),
    day("CustomerSignedDate"),
    longText("SpecialTerms", 4000),
    moment("ActivatedDate", BY_SALESFORCE),
    longText("Description"),
    text("ContractNumber", 30, { ...BY_SALESFORCE, autoNumber: true, nillable: false }),
    day("LastActivityDate", BY_SALESFORCE),
  ],
};

/** Orders and their rows; they are left out where an org has not switched them on. */
export const ORDERS: readonly SObjectSketch[] = [
  {
    name: "Order",
    keyPrefix: "801",
    nameField: "OrderNumber",
    hasActivities: true,
    fields: [
      link("AccountId", "Account", { ...REQUIRED, children: "Orders", cascadeDelete: true }),
      link("ContractId", "Contract", { children: "Orders" }),
      link("OpportunityId", "Opportunity"),
      day("EffectiveDate", REQUIRED),
      day("EndDate"),
      choice("Status", ["Draft", "Activated"], REQUIRED),
      choice("StatusCode", ["Draft", "Activated", "Canceled", "Expired"], { ...BY_SALESFORCE }),
      choice("Type", []),
      money("TotalAmount", BY_SALESFORCE),
      text("OrderNumber", 30, { ...BY_SALESFORCE, autoNumber: true, nillable: false }),
      longText("Description"),
      moment("ActivatedDate", BY_SALESFORCE),
    ],
  },
  {
    name: "OrderItem",
    keyPrefix: "802",
    isOwned: false,
    nameField: "OrderItemNumber",
    fields: [
      link("OrderId", "Order", {
        ...REQUIRED,
        updateable: false,
        children: "OrderItems",
        cascadeDelete: true,
      }),
      link("Product2Id", "Product2"),
      decimal("Quantity", REQUIRED),
      money("UnitPrice", REQUIRED),
      money("TotalPrice", BY_SALESFORCE),
      day("ServiceDate"),
      day("EndDate"),
      text("Description", 255),
      text("OrderItemNumber", 30, { ...BY_SALESFORCE, autoNumber: true, nillable: false }),
    ],
  },
];

/** What customers have; left out where an org has no licence for it. */
export const ASSET: SObjectSketch = {
  name: "Asset",
  keyPrefix: "02i",
  hasActivities: true,
  fields: [
    link("ContactId", "Contact", { children: "Assets" }),
    link("AccountId", "Account", { children: "Assets", cascadeDelete: true }),
    link("Product2Id", "Product2", { children: "Assets" }),
    text("Name", 255, REQUIRED),
    text("SerialNumber", 80),
    day("InstallDate"),
    day("PurchaseDate"),
    day("UsageEndDate"),
    moment("LifecycleStartDate", BY_SALESFORCE),
    moment("LifecycleEndDate", BY_SALESFORCE),
    flag("HasLifecycleManagement", BY_SALESFORCE),
    money("CurrentMrr", BY_SALESFORCE),
    flag("IsCompetitorProduct"),
    choice("Status", ["Purchased", "Shipped", "Installed", "Registered", "Obsolete"]),
    money("Price"),
    decimal("Quantity"),
    longText("Description"),
  ],
};

/** What is sold. */
export const SALES_OBJECTS: readonly SObjectSketch[] = [
  OPPORTUNITY,
  OPPORTUNITY_LINE_ITEM,
  OPPORTUNITY_CONTACT_ROLE,
  PRODUCT,
];
