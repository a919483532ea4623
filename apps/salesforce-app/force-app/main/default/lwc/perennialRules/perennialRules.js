import LABEL_LOADING from "@salesforce/label/c.Perennial_Loading";
import LABEL_LOOK_AGAIN from "@salesforce/label/c.Perennial_Look_Again";
import LABEL_NO_RULES from "@salesforce/label/c.Perennial_No_Rules";
import LABEL_NOTHING_SENT from "@salesforce/label/c.Perennial_Nothing_Sent_Yet";
import LABEL_TOO_MANY from "@salesforce/label/c.Perennial_Too_Many_Rules";
import RULE from "@salesforce/schema/Perennial_Rule__c";
import APPLIED_AT from "@salesforce/schema/Perennial_Rule__c.Applied_At__c";
import APPLIED_REVISION from "@salesforce/schema/Perennial_Rule__c.Applied_Revision__c";
import DEFAULT from "@salesforce/schema/Perennial_Rule__c.Default__c";
import KIND from "@salesforce/schema/Perennial_Rule__c.Kind__c";
import RULE_LABEL from "@salesforce/schema/Perennial_Rule__c.Label__c";
import ORDER from "@salesforce/schema/Perennial_Rule__c.Order__c";
import PROBLEM from "@salesforce/schema/Perennial_Rule__c.Problem__c";
import PROGRAM from "@salesforce/schema/Perennial_Rule__c.Program__c";
import REVISION from "@salesforce/schema/Perennial_Rule__c.Revision__c";
import RULE_KEY from "@salesforce/schema/Perennial_Rule__c.Rule_Key__c";
import RUNNING from "@salesforce/schema/Perennial_Rule__c.Running__c";
import VALUE from "@salesforce/schema/Perennial_Rule__c.Value__c";
import { wordsOf } from "c/perennialErrors";
import { ownName, qualified } from "c/perennialNames";
import { getListRecordsByName } from "lightning/uiListsApi";
import { getFieldValue, notifyRecordUpdateAvailable } from "lightning/uiRecordApi";
import { LightningElement, wire } from "lwc";

const ALL = ownName("All");
const ALWAYS = qualified([RULE_KEY]);
const WHERE_SEEN = qualified([
  ...[RULE_LABEL, PROGRAM, KIND, VALUE, DEFAULT, ORDER, RUNNING],
  ...[REVISION, APPLIED_REVISION, APPLIED_AT, PROBLEM],
]);
/** As many as Lightning Data Service gives at once. */
const MOST = 2000;

/** Every program with its switch and its settings. */
export default class PerennialRules extends LightningElement {
  label = {
    loading: LABEL_LOADING,
    lookAgain: LABEL_LOOK_AGAIN,
    noRules: LABEL_NO_RULES,
    nothingSent: LABEL_NOTHING_SENT,
    tooMany: LABEL_TOO_MANY,
  };

  @wire(getListRecordsByName, {
    objectApiName: RULE.objectApiName,
    listViewApiName: ALL,
    fields: ALWAYS,
    optionalFields: WHERE_SEEN,
    pageSize: MOST,
  })
  rules = {};

  get isLoading() {
    return !this.rules.data && !this.rules.error;
  }

  get problem() {
    return this.rules.error && wordsOf(this.rules.error);
  }

  get isEmpty() {
    return this.rules.data?.records.length === 0;
  }

  get isCut() {
    return Boolean(this.rules.data?.nextPageToken);
  }

  get programs() {
    const programs = new Map();
    const rules = (this.rules.data?.records ?? []).map(ruleOf);
    for (const rule of rules.sort((a, b) => a.order - b.order)) {
      programs.set(rule.program, [...(programs.get(rule.program) ?? []), rule]);
    }
    return [...programs].map(([id, own]) => ({ id, rules: own }));
  }

  /** Shows what Perennial has answered since the page was opened. */
  lookAgain() {
    const ids = this.rules.data.records.map(({ id }) => ({ recordId: id }));
    return notifyRecordUpdateAvailable(ids);
  }
}

function ruleOf(record) {
  return {
    id: record.id,
    program: getFieldValue(record, PROGRAM) ?? getFieldValue(record, RULE_KEY).split("/")[0],
    label: getFieldValue(record, RULE_LABEL) ?? getFieldValue(record, RULE_KEY),
    kind: getFieldValue(record, KIND),
    order: getFieldValue(record, ORDER) ?? 0,
    value: getFieldValue(record, VALUE),
    usual: getFieldValue(record, DEFAULT),
    running: getFieldValue(record, RUNNING),
    revision: getFieldValue(record, REVISION),
    appliedRevision: getFieldValue(record, APPLIED_REVISION),
    appliedAt: getFieldValue(record, APPLIED_AT),
    problem: getFieldValue(record, PROBLEM),
  };
}
