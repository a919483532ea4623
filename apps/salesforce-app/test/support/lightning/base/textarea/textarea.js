import { api, LightningElement } from "lwc";

/** `lightning-textarea`. */
export default class Textarea extends LightningElement {
  @api label;
  @api value;
  @api maxLength;

  get text() {
    return this.value ?? "";
  }

  @api checkValidity() {
    return this.refs.input.checkValidity();
  }

  @api reportValidity() {
    return this.checkValidity();
  }

  change(event) {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent("change", { detail: { value: event.target.value } }));
  }
}
