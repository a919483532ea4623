import { api, LightningElement } from "lwc";

/** `lightning-input-field`: a field of the form's record, with the label, the choices and the rights that the org says. */
export default class InputField extends LightningElement {
  @api fieldName;
  description;
  current;

  /** What the form knows of the field. */
  @api fill(description, value) {
    this.description = description;
    this.current = value;
  }

  @api get value() {
    return this.current;
  }

  @api get isReadOnly() {
    return this.description === undefined || !this.description.updateable;
  }

  @api reportValidity() {
    return this.refs.input?.checkValidity() ?? true;
  }

  get label() {
    return this.description?.label;
  }

  get isChoice() {
    return this.description?.type === "Picklist";
  }

  get isCheckbox() {
    return this.description?.type === "Checkbox";
  }

  get isLong() {
    return this.description?.type === "LongTextArea";
  }

  get type() {
    return { Number: "number", Time: "time" }[this.description?.type] ?? "text";
  }

  get text() {
    if (this.current === null || this.current === undefined) return "";
    return this.description.type === "Time" ? this.current.slice(0, 5) : String(this.current);
  }

  get items() {
    const none = { value: "", label: "--None--", isChosen: this.current === null };
    const choices = this.description.choices.map((each) => ({
      ...each,
      isChosen: each.value === this.current,
    }));
    return [none, ...choices];
  }

  change(event) {
    const { value, checked } = event.target;
    const written = this.isCheckbox ? checked : value;
    this.current = this.type === "time" && value !== "" ? `${value}:00.000` : written;
  }
}
