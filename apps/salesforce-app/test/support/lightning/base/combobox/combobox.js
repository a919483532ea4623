import { api, LightningElement } from "lwc";

/** `lightning-combobox`: one of several. */
export default class Combobox extends LightningElement {
  @api label;
  @api value;
  @api options = [];
  @api variant;

  get items() {
    return this.options.map((each) => ({ ...each, isChosen: each.value === this.value }));
  }

  @api checkValidity() {
    return this.options.some(({ value }) => value === this.value);
  }

  @api reportValidity() {
    return this.checkValidity();
  }

  change(event) {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent("change", { detail: { value: event.target.value } }));
  }
}
