import LABEL_AGREEMENTS from "@salesforce/label/c.Perennial_Agreements";
import LABEL_AGREEMENTS_HELP from "@salesforce/label/c.Perennial_Agreements_Help";
import LABEL_CUSTOM_OBJECT_MISSING from "@salesforce/label/c.Perennial_Custom_Object_Missing";
import LABEL_HALF_CAP from "@salesforce/label/c.Perennial_Half_Cap";
import LABEL_HALF_HOURS from "@salesforce/label/c.Perennial_Half_Hours";
import LABEL_HOURS from "@salesforce/label/c.Perennial_Hours";
import LABEL_CONTACT from "@salesforce/label/c.Perennial_How_Often";
import LABEL_PLACE from "@salesforce/label/c.Perennial_Place";
import LABEL_SAVE from "@salesforce/label/c.Perennial_Save";
import LABEL_SAVED from "@salesforce/label/c.Perennial_Saved";
import LABEL_TOLD from "@salesforce/label/c.Perennial_Told";
import SETTING from "@salesforce/schema/Perennial_Setting__c";
import AGREEMENT_OBJECT from "@salesforce/schema/Perennial_Setting__c.Agreement_Object__c";
import AGREEMENT_SOURCE from "@salesforce/schema/Perennial_Setting__c.Agreement_Source__c";
import APPLIED_AT from "@salesforce/schema/Perennial_Setting__c.Applied_At__c";
import APPLIED_REVISION from "@salesforce/schema/Perennial_Setting__c.Applied_Revision__c";
import BUDGET from "@salesforce/schema/Perennial_Setting__c.Budget_Per_Year__c";
import CAP_DAYS from "@salesforce/schema/Perennial_Setting__c.Cap_Days__c";
import CAP_LIMIT from "@salesforce/schema/Perennial_Setting__c.Cap_Limit__c";
import COUNTRY from "@salesforce/schema/Perennial_Setting__c.Country__c";
import HOLIDAY_FROM from "@salesforce/schema/Perennial_Setting__c.Holiday_From__c";
import HOLIDAY_TO from "@salesforce/schema/Perennial_Setting__c.Holiday_To__c";
import LOCALE from "@salesforce/schema/Perennial_Setting__c.Locale__c";
import LOG_CONTACTS from "@salesforce/schema/Perennial_Setting__c.Log_Contacts__c";
import NOTIFY from "@salesforce/schema/Perennial_Setting__c.Notify__c";
import PROBLEM from "@salesforce/schema/Perennial_Setting__c.Problem__c";
import PURCHASE_SOURCE from "@salesforce/schema/Perennial_Setting__c.Purchase_Source__c";
import REVISION from "@salesforce/schema/Perennial_Setting__c.Revision__c";
import SATURDAY_FROM from "@salesforce/schema/Perennial_Setting__c.Saturday_From__c";
import SATURDAY_TO from "@salesforce/schema/Perennial_Setting__c.Saturday_To__c";
import TIME_ZONE from "@salesforce/schema/Perennial_Setting__c.Time_Zone__c";
import WEEKDAY_FROM from "@salesforce/schema/Perennial_Setting__c.Weekday_From__c";
import WEEKDAY_TO from "@salesforce/schema/Perennial_Setting__c.Weekday_To__c";
import { getFieldValue, getRecord } from "lightning/uiRecordApi";
import { api, LightningElement, wire } from "lwc";

const STATE = [REVISION, APPLIED_REVISION, APPLIED_AT, PROBLEM];
const HOURS = [
  [WEEKDAY_FROM, WEEKDAY_TO],
  [SATURDAY_FROM, SATURDAY_TO],
  [HOLIDAY_FROM, HOLIDAY_TO],
];

/** What holds for all programs, in a form that Salesforce itself fills in, checks and saves. */
export default class PerennialCompany extends LightningElement {
  /** The setting record. */
  @api settingId;

  label = { save: LABEL_SAVE, saved: LABEL_SAVED };
  objectApiName = SETTING.objectApiName;
  sections = [
    sectionOf("place", LABEL_PLACE, [LOCALE, TIME_ZONE, COUNTRY]),
    sectionOf("hours", LABEL_HOURS, HOURS.flat()),
    sectionOf("contact", LABEL_CONTACT, [CAP_LIMIT, CAP_DAYS, BUDGET, LOG_CONTACTS]),
    sectionOf(
      "agreements",
      LABEL_AGREEMENTS,
      [AGREEMENT_SOURCE, AGREEMENT_OBJECT, PURCHASE_SOURCE],
      LABEL_AGREEMENTS_HELP,
    ),
    sectionOf("told", LABEL_TOLD, [NOTIFY]),
  ];
  isSaving = false;
  isSaved = false;
  problem;

  @wire(getRecord, { recordId: "$settingId", fields: STATE })
  setting = {};

  get revision() {
    return getFieldValue(this.setting.data, REVISION);
  }

  get appliedRevision() {
    return getFieldValue(this.setting.data, APPLIED_REVISION);
  }

  get appliedAt() {
    return getFieldValue(this.setting.data, APPLIED_AT);
  }

  get refusal() {
    return getFieldValue(this.setting.data, PROBLEM);
  }

  get isLocked() {
    return this.isSaving || !this.setting.data;
  }

  /** Saves under the next revision, so that Perennial sees that somebody has chosen anew. */
  submit(event) {
    event.preventDefault();
    const { fields } = event.detail;
    this.isSaved = false;
    this.problem = problemOf(fields);
    if (this.problem) return;
    this.isSaving = true;
    const revision = (this.revision ?? 0) + 1;
    this.refs.form.submit({ ...fields, [REVISION.fieldApiName]: revision });
  }

  succeed() {
    this.isSaving = false;
    this.isSaved = true;
  }

  fail() {
    this.isSaving = false;
  }
}

function sectionOf(key, name, fields, help) {
  return { key, name, help, fields: fields.map(({ fieldApiName }) => fieldApiName) };
}

/** What cannot be meant: half of a pair, or a custom object without its name. */
function problemOf(fields) {
  const isEmpty = ({ fieldApiName }) => (fields[fieldApiName] ?? "") === "";
  const isHalf = ([from, to]) => isEmpty(from) !== isEmpty(to);
  if (HOURS.some(isHalf)) return LABEL_HALF_HOURS;
  if (isHalf([CAP_LIMIT, CAP_DAYS])) return LABEL_HALF_CAP;
  const isCustom = fields[AGREEMENT_SOURCE.fieldApiName] === "Custom";
  return isCustom && isEmpty(AGREEMENT_OBJECT) ? LABEL_CUSTOM_OBJECT_MISSING : undefined;
}
