import {
  BY_SALESFORCE,
  choice,
  decimal,
  flag,
  link,
  moment,
  REQUIRED,
  text,
  whole,
} from "./field-kinds.ts";
import type { SObjectSketch } from "./sobject-type.ts";

const setup = (
  name: string,
  keyPrefix: string,
  more: Pick<SObjectSketch, "fields" | "nameField">,
): SObjectSketch => ({ name, keyPrefix, isSetup: true, ...more });

const label = text("MasterLabel", 255, BY_SALESFORCE);
const order = whole("SortOrder", BY_SALESFORCE);
const closed = flag("IsClosed", BY_SALESFORCE);

/** What an org says of itself. */
export const SETUP_OBJECTS: readonly SObjectSketch[] = [
  setup("Organization", "00D", {
    fields: [
      text("Name", 80, BY_SALESFORCE),
      text("TimeZoneSidKey", 40, BY_SALESFORCE),
      text("LanguageLocaleKey", 40, BY_SALESFORCE),
      text("DefaultLocaleSidKey", 40, BY_SALESFORCE),
      choice("OrganizationType", [], BY_SALESFORCE),
      flag("IsSandbox", BY_SALESFORCE),
      text("InstanceName", 5, BY_SALESFORCE),
      text("NamespacePrefix", 15, BY_SALESFORCE),
    ],
  }),
  setup("RecordType", "012", {
    fields: [
      text("Name", 80, BY_SALESFORCE),
      text("DeveloperName", 80, BY_SALESFORCE),
      choice("SobjectType", [], BY_SALESFORCE),
      flag("IsActive", BY_SALESFORCE),
      flag("IsPersonType", BY_SALESFORCE),
    ],
  }),
  setup("OpportunityStage", "01J", {
    nameField: "MasterLabel",
    fields: [
      label,
      text("ApiName", 255, BY_SALESFORCE),
      flag("IsActive", BY_SALESFORCE),
      order,
      closed,
      flag("IsWon", BY_SALESFORCE),
      decimal("DefaultProbability", BY_SALESFORCE),
    ],
  }),
  setup("ContractStatus", "0Cs", {
    nameField: "MasterLabel",
    fields: [
      label,
      text("ApiName", 255, BY_SALESFORCE),
      order,
      choice("StatusCode", [], BY_SALESFORCE),
    ],
  }),
  setup("TaskStatus", "0Ts", {
    nameField: "MasterLabel",
    fields: [label, text("ApiName", 255, BY_SALESFORCE), order, closed],
  }),
];

/** The currencies of an org that has several. */
export const CURRENCY_TYPE: SObjectSketch = setup("CurrencyType", "01L", {
  nameField: "IsoCode",
  fields: [
    choice("IsoCode", [], BY_SALESFORCE),
    decimal("ConversionRate", { ...BY_SALESFORCE, scale: 6 }),
    whole("DecimalPlaces", BY_SALESFORCE),
    flag("IsActive", BY_SALESFORCE),
    flag("IsCorporate", BY_SALESFORCE),
  ],
});

/** What people allow, in an org with Data Protection and Privacy switched on. */
export const PRIVACY_OBJECTS: readonly SObjectSketch[] = [
  {
    name: "Individual",
    keyPrefix: "0PK",
    fields: [
      text("LastName", 80, REQUIRED),
      text("FirstName", 40),
      text("Name", 121, { ...BY_SALESFORCE, nillable: false }),
      flag("HasOptedOutTracking"),
      flag("HasOptedOutProfiling"),
      flag("HasOptedOutProcessing"),
      flag("HasOptedOutSolicit"),
      flag("ShouldForget"),
      flag("SendIndividualData"),
    ],
  },
  {
    name: "DataUsePurpose",
    keyPrefix: "0ZW",
    fields: [text("Name", 255, REQUIRED), text("Description", 255)],
  },
  {
    name: "ContactPointTypeConsent",
    keyPrefix: "0ZY",
    fields: [
      text("Name", 255, REQUIRED),
      link("PartyId", "Individual", { ...REQUIRED, children: "ContactPointTypeConsents" }),
      choice("ContactPointType", ["Email", "MailingAddress", "Phone", "Social", "Web"], {
        nillable: false,
        restrictedPicklist: true,
      }),
      choice("PrivacyConsentStatus", ["OptIn", "OptOut", "Seen", "NotSeen"], {
        nillable: false,
        restrictedPicklist: true,
      }),
      link("DataUsePurposeId", "DataUsePurpose"),
      moment("EffectiveFrom"),
      moment("EffectiveTo"),
      moment("CaptureDate", REQUIRED),
      text("CaptureSource", 255, REQUIRED),
      choice("CaptureContactPointType", ["Email", "MailingAddress", "Phone", "Social", "Web"], {
        nillable: false,
        restrictedPicklist: true,
      }),
      moment("DoubleConsentCaptureDate"),
    ],
  },
];
