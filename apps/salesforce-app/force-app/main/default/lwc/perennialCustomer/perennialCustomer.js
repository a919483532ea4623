import LABEL_ACCESS from "@salesforce/label/c.Perennial_Customer_Access";
import LABEL_KEEPING from "@salesforce/label/c.Perennial_Keeping";
import LABEL_LOADING from "@salesforce/label/c.Perennial_Loading";
import LABEL_NEXT_RENEWAL from "@salesforce/label/c.Perennial_Next_Renewal";
import LABEL_NEXT_STEP from "@salesforce/label/c.Perennial_Next_Step";
import LABEL_NO_PROGRAMS from "@salesforce/label/c.Perennial_No_Programs";
import LABEL_NOTHING_NEXT from "@salesforce/label/c.Perennial_Nothing_Next";
import LABEL_NOTHING_TO_SAY from "@salesforce/label/c.Perennial_Nothing_To_Say";
import LABEL_PAUSED from "@salesforce/label/c.Perennial_Paused";
import LABEL_PHASE from "@salesforce/label/c.Perennial_Phase";
import LABEL_RISK from "@salesforce/label/c.Perennial_Risk";
import LABEL_SAY from "@salesforce/label/c.Perennial_Say";
import LABEL_TIER from "@salesforce/label/c.Perennial_Tier";
import LABEL_TITLE from "@salesforce/label/c.Perennial_Title";
import LABEL_TOLD_AT from "@salesforce/label/c.Perennial_Told_At";
import LABEL_UNDER_WAY from "@salesforce/label/c.Perennial_Under_Way";
import LABEL_UNKNOWN from "@salesforce/label/c.Perennial_Unknown";
import LABEL_UNKNOWN_CUSTOMER from "@salesforce/label/c.Perennial_Unknown_Customer";
import LABEL_VALUE_CLASS from "@salesforce/label/c.Perennial_Value_Class";
import CUSTOMER_ID from "@salesforce/schema/Perennial_Status__c.Customer_Id__c";
import NEXT_RENEWAL from "@salesforce/schema/Perennial_Status__c.Next_Renewal__c";
import NEXT_STEP from "@salesforce/schema/Perennial_Status__c.Next_Step__c";
import NEXT_STEP_AT from "@salesforce/schema/Perennial_Status__c.Next_Step_At__c";
import PAUSED_UNTIL from "@salesforce/schema/Perennial_Status__c.Paused_Until__c";
import PHASE from "@salesforce/schema/Perennial_Status__c.Phase__c";
import PROGRAMS from "@salesforce/schema/Perennial_Status__c.Programs__c";
import RISK from "@salesforce/schema/Perennial_Status__c.Risk__c";
import RISK_REASONS from "@salesforce/schema/Perennial_Status__c.Risk_Reasons__c";
import SAY from "@salesforce/schema/Perennial_Status__c.Say__c";
import TIER from "@salesforce/schema/Perennial_Status__c.Tier__c";
import TIER_KEEPING from "@salesforce/schema/Perennial_Status__c.Tier_Keeping__c";
import TIER_NAME from "@salesforce/schema/Perennial_Status__c.Tier_Name__c";
import TIER_REMAINING from "@salesforce/schema/Perennial_Status__c.Tier_Remaining__c";
import TIER_SHARE from "@salesforce/schema/Perennial_Status__c.Tier_Share__c";
import TOLD_AT from "@salesforce/schema/Perennial_Status__c.Told_At__c";
import VALUE_CLASS from "@salesforce/schema/Perennial_Status__c.Value_Class__c";
import { wordsOf } from "c/perennialErrors";
import { ownName, qualified } from "c/perennialNames";
import { linesOf } from "c/perennialText";
import { getFieldDisplayValue, getFieldValue } from "lightning/uiRecordApi";
import { getRelatedListRecords } from "lightning/uiRelatedListApi";
import { api, LightningElement, wire } from "lwc";

const STATUSES = ownName("Perennial_Statuses__r");
const ALWAYS = qualified([CUSTOMER_ID]);
/** Fields that somebody may have hidden: then they are left out, and the rest is shown. */
const WHERE_SEEN = qualified([
  ...[PHASE, TIER, TIER_NAME, TIER_REMAINING, TIER_KEEPING, TIER_SHARE, VALUE_CLASS],
  ...[RISK, RISK_REASONS, NEXT_RENEWAL, PAUSED_UNTIL, NEXT_STEP, NEXT_STEP_AT],
  ...[SAY, PROGRAMS, TOLD_AT],
]);

/** Where a customer stands, what was said and why, and what comes next: on the page of a contact or an account. */
export default class PerennialCustomer extends LightningElement {
  /** The contact or account whose page it is. */
  @api recordId;
  /** How many contacts and decisions are shown. */
  @api maxItems = 5;

  label = {
    access: LABEL_ACCESS,
    keeping: LABEL_KEEPING,
    loading: LABEL_LOADING,
    nextRenewal: LABEL_NEXT_RENEWAL,
    nextStep: LABEL_NEXT_STEP,
    noPrograms: LABEL_NO_PROGRAMS,
    nothingNext: LABEL_NOTHING_NEXT,
    nothingToSay: LABEL_NOTHING_TO_SAY,
    paused: LABEL_PAUSED,
    phase: LABEL_PHASE,
    risk: LABEL_RISK,
    say: LABEL_SAY,
    tier: LABEL_TIER,
    title: LABEL_TITLE,
    toldAt: LABEL_TOLD_AT,
    underWay: LABEL_UNDER_WAY,
    unknown: LABEL_UNKNOWN,
    unknownCustomer: LABEL_UNKNOWN_CUSTOMER,
    valueClass: LABEL_VALUE_CLASS,
  };

  @wire(getRelatedListRecords, {
    parentRecordId: "$recordId",
    relatedListId: STATUSES,
    fields: ALWAYS,
    optionalFields: WHERE_SEEN,
    pageSize: 1,
  })
  statuses = {};

  get isLoading() {
    return !this.statuses.data && !this.statuses.error;
  }

  get problem() {
    return this.statuses.error && wordsOf(this.statuses.error);
  }

  get status() {
    return this.statuses.data?.records[0];
  }

  get isUnknown() {
    return this.statuses.data !== undefined && this.status === undefined;
  }

  get statusId() {
    return this.status?.id;
  }

  get facts() {
    const { phase, valueClass, risk } = this.label;
    const reasons = getFieldValue(this.status, RISK_REASONS);
    return [
      { key: "phase", name: phase, value: this.words(PHASE) },
      { key: "valueClass", name: valueClass, value: this.words(VALUE_CLASS) },
      { key: "risk", name: risk, value: this.words(RISK), note: reasons },
    ];
  }

  get tier() {
    return getFieldValue(this.status, TIER_NAME) ?? this.words(TIER);
  }

  get tierRemaining() {
    return getFieldValue(this.status, TIER_REMAINING);
  }

  get tierKeeping() {
    return getFieldValue(this.status, TIER_KEEPING);
  }

  get tierShare() {
    return getFieldValue(this.status, TIER_SHARE);
  }

  get hasTierShare() {
    return typeof this.tierShare === "number";
  }

  get pausedUntil() {
    return getFieldValue(this.status, PAUSED_UNTIL);
  }

  get nextRenewal() {
    return getFieldValue(this.status, NEXT_RENEWAL);
  }

  get nextStep() {
    return getFieldValue(this.status, NEXT_STEP);
  }

  get nextStepAt() {
    return getFieldValue(this.status, NEXT_STEP_AT);
  }

  get say() {
    return linesOf(getFieldValue(this.status, SAY));
  }

  get hasNothingToSay() {
    return this.say.length === 0;
  }

  get programs() {
    return linesOf(getFieldValue(this.status, PROGRAMS));
  }

  get hasNoPrograms() {
    return this.programs.length === 0;
  }

  get toldAt() {
    return getFieldValue(this.status, TOLD_AT);
  }

  /** A value as people read it, in their language where it is a choice. */
  words(field) {
    const shown = getFieldDisplayValue(this.status, field) ?? getFieldValue(this.status, field);
    return shown ?? this.label.unknown;
  }
}
