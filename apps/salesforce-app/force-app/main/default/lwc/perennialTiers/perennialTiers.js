import LABEL_LOADING from "@salesforce/label/c.Perennial_Loading";
import LABEL_LOOK_AGAIN from "@salesforce/label/c.Perennial_Look_Again";
import LABEL_NO_TIERS from "@salesforce/label/c.Perennial_No_Tiers";
import TIER from "@salesforce/schema/Perennial_Tier__c";
import APPLIED_AT from "@salesforce/schema/Perennial_Tier__c.Applied_At__c";
import APPLIED_REVISION from "@salesforce/schema/Perennial_Tier__c.Applied_Revision__c";
import BASIS from "@salesforce/schema/Perennial_Tier__c.Basis__c";
import BENEFITS from "@salesforce/schema/Perennial_Tier__c.Benefits__c";
import FROM from "@salesforce/schema/Perennial_Tier__c.From__c";
import NAME from "@salesforce/schema/Perennial_Tier__c.Name";
import PROBLEM from "@salesforce/schema/Perennial_Tier__c.Problem__c";
import RANK from "@salesforce/schema/Perennial_Tier__c.Rank__c";
import REVISION from "@salesforce/schema/Perennial_Tier__c.Revision__c";
import TIER_ID from "@salesforce/schema/Perennial_Tier__c.Tier_Id__c";
import { wordsOf } from "c/perennialErrors";
import { ownName, qualified } from "c/perennialNames";
import { getListRecordsByName } from "lightning/uiListsApi";
import {
  getFieldDisplayValue,
  getFieldValue,
  notifyRecordUpdateAvailable,
} from "lightning/uiRecordApi";
import { LightningElement, wire } from "lwc";

const ALL = ownName("All");
const ALWAYS = qualified([TIER_ID]);
const WHERE_SEEN = qualified([
  ...[NAME, RANK, BASIS, FROM, BENEFITS],
  ...[REVISION, APPLIED_REVISION, APPLIED_AT, PROBLEM],
]);

/** The tiers of the customer club, the lowest first. */
export default class PerennialTiers extends LightningElement {
  label = { loading: LABEL_LOADING, lookAgain: LABEL_LOOK_AGAIN, noTiers: LABEL_NO_TIERS };

  @wire(getListRecordsByName, {
    objectApiName: TIER.objectApiName,
    listViewApiName: ALL,
    fields: ALWAYS,
    optionalFields: WHERE_SEEN,
  })
  tiers = {};

  get isLoading() {
    return !this.tiers.data && !this.tiers.error;
  }

  get problem() {
    return this.tiers.error && wordsOf(this.tiers.error);
  }

  get isEmpty() {
    return this.tiers.data?.records.length === 0;
  }

  get items() {
    const tiers = (this.tiers.data?.records ?? []).map((record) => ({
      id: record.id,
      name: getFieldValue(record, NAME) ?? getFieldValue(record, TIER_ID),
      rank: getFieldValue(record, RANK) ?? 0,
      basis: getFieldDisplayValue(record, BASIS),
      from: getFieldValue(record, FROM),
      benefits: getFieldValue(record, BENEFITS),
      revision: getFieldValue(record, REVISION),
      appliedRevision: getFieldValue(record, APPLIED_REVISION),
      appliedAt: getFieldValue(record, APPLIED_AT),
      problem: getFieldValue(record, PROBLEM),
    }));
    return tiers.sort((a, b) => a.rank - b.rank);
  }

  /** Shows what Perennial has answered since the page was opened. */
  lookAgain() {
    const ids = this.tiers.data.records.map(({ id }) => ({ recordId: id }));
    return notifyRecordUpdateAvailable(ids);
  }
}
