import LABEL_DECIDED from "@salesforce/label/c.Perennial_Decided";
import LABEL_LOADING from "@salesforce/label/c.Perennial_Loading";
import LABEL_NOTHING_SAID from "@salesforce/label/c.Perennial_Nothing_Said";
import LABEL_SAID from "@salesforce/label/c.Perennial_Said";
import LABEL_WHY from "@salesforce/label/c.Perennial_Why";
import TOUCHPOINT from "@salesforce/schema/Perennial_Touchpoint__c";
import AT from "@salesforce/schema/Perennial_Touchpoint__c.At__c";
import CHANNEL from "@salesforce/schema/Perennial_Touchpoint__c.Channel__c";
import DIRECTION from "@salesforce/schema/Perennial_Touchpoint__c.Direction__c";
import EXTERNAL_ID from "@salesforce/schema/Perennial_Touchpoint__c.External_Id__c";
import KIND from "@salesforce/schema/Perennial_Touchpoint__c.Kind__c";
import SENTENCE from "@salesforce/schema/Perennial_Touchpoint__c.Sentence__c";
import TEXT from "@salesforce/schema/Perennial_Touchpoint__c.Text__c";
import WHY from "@salesforce/schema/Perennial_Touchpoint__c.Why__c";
import { wordsOf } from "c/perennialErrors";
import { ownName, qualified } from "c/perennialNames";
import { fill } from "c/perennialText";
import { getFieldDisplayValue, getFieldValue } from "lightning/uiRecordApi";
import { getRelatedListRecords } from "lightning/uiRelatedListApi";
import { api, LightningElement, wire } from "lwc";

const TOUCHPOINTS = ownName("Touchpoints__r");
const ALWAYS = qualified([EXTERNAL_ID]);
const WHERE_SEEN = qualified([AT, CHANNEL, DIRECTION, KIND, SENTENCE, TEXT, WHY]);
const NEWEST_FIRST = [`-${TOUCHPOINT.objectApiName}.${AT.fieldApiName}`];

/** What was said to a customer and decided about it, the newest first, each with its reason. */
export default class PerennialTouchpoints extends LightningElement {
  /** The customer's status record. */
  @api statusId;
  /** How many are shown. */
  @api maxItems = 5;

  label = {
    loading: LABEL_LOADING,
    nothingSaid: LABEL_NOTHING_SAID,
    said: LABEL_SAID,
  };

  @wire(getRelatedListRecords, {
    parentRecordId: "$statusId",
    relatedListId: TOUCHPOINTS,
    fields: ALWAYS,
    optionalFields: WHERE_SEEN,
    pageSize: "$maxItems",
    sortBy: NEWEST_FIRST,
  })
  touchpoints = {};

  get isLoading() {
    return !this.touchpoints.data && !this.touchpoints.error;
  }

  get problem() {
    return this.touchpoints.error && wordsOf(this.touchpoints.error);
  }

  get isEmpty() {
    return this.items.length === 0;
  }

  get items() {
    return (this.touchpoints.data?.records ?? []).map((record) => {
      const why = getFieldValue(record, WHY);
      return {
        id: record.id,
        at: getFieldValue(record, AT),
        how: howOf(record),
        sentence: getFieldValue(record, SENTENCE),
        text: getFieldValue(record, TEXT),
        why: why && fill(LABEL_WHY, why),
      };
    });
  }
}

/** By which channel and in which direction; that it is a decision, where nobody was reached. */
function howOf(record) {
  if (getFieldValue(record, KIND) === "decision") return LABEL_DECIDED;
  const parts = [CHANNEL, DIRECTION].map((field) => getFieldDisplayValue(record, field));
  return parts.filter((part) => part).join(", ");
}
