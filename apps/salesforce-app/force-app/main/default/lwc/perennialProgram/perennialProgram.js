import LABEL_IN_IT from "@salesforce/label/c.Perennial_In_It";
import LABEL_INVALID from "@salesforce/label/c.Perennial_Invalid";
import LABEL_SAVE from "@salesforce/label/c.Perennial_Save";
import LABEL_SAVED from "@salesforce/label/c.Perennial_Saved";
import LABEL_SETTINGS_OF from "@salesforce/label/c.Perennial_Settings_Of";
import REVISION from "@salesforce/schema/Perennial_Rule__c.Revision__c";
import VALUE from "@salesforce/schema/Perennial_Rule__c.Value__c";
import { wordsOf } from "c/perennialErrors";
import { fill } from "c/perennialText";
import { updateRecord } from "lightning/uiRecordApi";
import { api, LightningElement } from "lwc";

/** One program: its switch, its settings, and a button that saves what was changed. */
export default class PerennialProgram extends LightningElement {
  /** The program's id. */
  @api programId;
  /** Its switch and its settings, in the order in which they are shown. */
  @api rules = [];

  label = { save: LABEL_SAVE, saved: LABEL_SAVED };
  /** What was chosen and is not saved yet, by the rule's id. */
  chosen = {};
  isSaving = false;
  isSaved = false;
  problem;

  get items() {
    return this.rules.map((rule) => ({ ...rule, value: this.chosen[rule.id] ?? rule.value }));
  }

  get switches() {
    return this.items.filter(({ kind }) => kind === "switch");
  }

  get settings() {
    return this.items.filter(({ kind }) => kind !== "switch");
  }

  get hasSettings() {
    return this.settings.length > 0;
  }

  get name() {
    return this.switches[0]?.label ?? this.programId;
  }

  get settingsOf() {
    return fill(LABEL_SETTINGS_OF, this.name);
  }

  get running() {
    const { running } = this.switches[0] ?? {};
    return running === undefined || running === null ? undefined : fill(LABEL_IN_IT, running);
  }

  get changed() {
    return this.rules.filter(({ id, value }) => (this.chosen[id] ?? value) !== value);
  }

  get isUnchanged() {
    return this.changed.length === 0 || this.isSaving;
  }

  choose({ detail: { id, value } }) {
    this.chosen = { ...this.chosen, [id]: value };
    this.isSaved = false;
    this.problem = undefined;
  }

  /** Saves what was changed, each under its next revision; what could not be saved stays to be saved again. */
  async save() {
    const fields = [...this.template.querySelectorAll("c-perennial-rule")];
    if (!fields.map((each) => each.checkValidity()).every(Boolean)) {
      this.problem = LABEL_INVALID;
      return;
    }
    this.isSaving = true;
    this.problem = undefined;
    const results = await Promise.allSettled(this.changed.map((rule) => this.saveOne(rule)));
    this.isSaving = false;
    const failed = results.filter(({ status }) => status === "rejected");
    this.problem = failed.map(({ reason }) => wordsOf(reason)).join(" ") || undefined;
    this.isSaved = failed.length === 0;
  }

  async saveOne({ id, revision }) {
    const value = this.chosen[id];
    const next = (revision ?? 0) + 1;
    await updateRecord({
      fields: { Id: id, [VALUE.fieldApiName]: value, [REVISION.fieldApiName]: next },
    });
    const unsaved = Object.entries(this.chosen).filter(([each]) => each !== id);
    this.chosen = Object.fromEntries(unsaved);
  }
}
