import LABEL_BENEFITS from "@salesforce/label/c.Perennial_Benefits";
import LABEL_FROM from "@salesforce/label/c.Perennial_From";
import LABEL_INVALID from "@salesforce/label/c.Perennial_Invalid";
import LABEL_SAVE from "@salesforce/label/c.Perennial_Save";
import LABEL_SAVED from "@salesforce/label/c.Perennial_Saved";
import BENEFITS from "@salesforce/schema/Perennial_Tier__c.Benefits__c";
import FROM from "@salesforce/schema/Perennial_Tier__c.From__c";
import REVISION from "@salesforce/schema/Perennial_Tier__c.Revision__c";
import { wordsOf } from "c/perennialErrors";
import { fill } from "c/perennialText";
import { updateRecord } from "lightning/uiRecordApi";
import { api, LightningElement } from "lwc";

/** One tier: how much it takes and what it gives. */
export default class PerennialTier extends LightningElement {
  /** The tier, as it is saved. */
  @api tier;

  label = { benefits: LABEL_BENEFITS, save: LABEL_SAVE, saved: LABEL_SAVED };
  chosenFrom;
  chosenBenefits;
  isSaving = false;
  isSaved = false;
  problem;

  get fromLabel() {
    return fill(LABEL_FROM, this.tier.basis ?? "").trim();
  }

  get from() {
    return this.chosenFrom ?? this.tier.from;
  }

  get benefits() {
    return this.chosenBenefits ?? this.tier.benefits;
  }

  get isUnchanged() {
    const isSame =
      String(this.from ?? "") === String(this.tier.from ?? "") &&
      (this.benefits ?? "") === (this.tier.benefits ?? "");
    return isSame || this.isSaving;
  }

  chooseFrom(event) {
    this.chosenFrom = event.detail.value;
    this.isSaved = false;
  }

  chooseBenefits(event) {
    this.chosenBenefits = event.detail.value;
    this.isSaved = false;
  }

  async save() {
    const fields = [...this.template.querySelectorAll(".field")];
    if (!fields.map((field) => field.reportValidity()).every(Boolean)) {
      this.problem = LABEL_INVALID;
      return;
    }
    this.isSaving = true;
    this.problem = undefined;
    try {
      await updateRecord({
        fields: {
          Id: this.tier.id,
          [FROM.fieldApiName]: Number(this.from),
          [BENEFITS.fieldApiName]: this.benefits ?? null,
          [REVISION.fieldApiName]: (this.tier.revision ?? 0) + 1,
        },
      });
      this.chosenFrom = undefined;
      this.chosenBenefits = undefined;
      this.isSaved = true;
    } catch (error) {
      this.problem = wordsOf(error);
    } finally {
      this.isSaving = false;
    }
  }
}
