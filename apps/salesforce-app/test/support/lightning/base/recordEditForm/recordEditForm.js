import { askOrg } from "lightning/dataService";
import { updateRecord } from "lightning/uiRecordApi";
import { api, LightningElement } from "lwc";

/**
 * `lightning-record-edit-form` of a record that exists: fills its fields in, tells of what is to be saved with `submit`,
 * saves it unless that was prevented, and tells with `success` or `error` what came of it.
 */
export default class RecordEditForm extends LightningElement {
  @api recordId;
  @api objectApiName;
  isFilled = false;

  async fill() {
    if (this.isFilled) return;
    this.isFilled = true;
    const described = await askOrg({ kind: "describe", object: this.objectApiName });
    const known = new Map(described.map((each) => [each.apiName, each]));
    // What somebody may not see is not shown.
    const seen = this.fields().filter(({ fieldName }) => known.has(fieldName));
    const query = { fields: seen.map(({ fieldName }) => `${this.objectApiName}.${fieldName}`) };
    const record = await askOrg({ kind: "getRecord", id: this.recordId, query });
    for (const field of seen) {
      field.fill(known.get(field.fieldName), record.fields[field.fieldName].value);
    }
  }

  fields() {
    return [...this.querySelectorAll("lightning-input-field")];
  }

  click(event) {
    if (event.target.type !== "submit") return;
    if (
      !this.fields()
        .map((each) => each.reportValidity())
        .every(Boolean)
    )
      return;
    const fields = Object.fromEntries(this.fields().map((each) => [each.fieldName, each.value]));
    const told = new CustomEvent("submit", { detail: { fields }, cancelable: true });
    this.dispatchEvent(told);
    if (!told.defaultPrevented) this.submit(fields);
  }

  /** Saves fields, also those that the form does not show. */
  @api async submit(fields) {
    const messages = this.querySelector("lightning-messages");
    if (messages) messages.error = undefined;
    const locked = this.fields().filter(({ isReadOnly }) => isReadOnly);
    const closed = new Set(locked.map(({ fieldName }) => fieldName));
    const changed = Object.entries(fields).filter(([name]) => !closed.has(name));
    try {
      const record = await updateRecord({
        fields: { Id: this.recordId, ...Object.fromEntries(changed) },
      });
      this.dispatchEvent(new CustomEvent("success", { detail: { id: record.id } }));
    } catch (error) {
      const { message, output } = error.body;
      const places = Object.values(output?.fieldErrors ?? {}).flat();
      const told = [...(output?.errors ?? []), ...places].map((each) => each.message);
      if (messages) messages.error = [message, ...told].join(" ");
      this.dispatchEvent(new CustomEvent("error", { detail: { message, output } }));
    }
  }
}
