import { api, LightningElement } from "lwc";

const TYPES = ["text", "number", "toggle", "time"];

/** `lightning-input` of the types that are used: tells of what is written with `change`, and checks it itself. */
export default class Input extends LightningElement {
  @api label;
  @api value;
  @api checked = false;
  @api required = false;
  @api min;
  @api step;
  @api fieldLevelHelp;
  @api disabled = false;
  _type = "text";
  message = "";

  @api get type() {
    return this._type;
  }

  set type(type) {
    if (!TYPES.includes(type)) throw new TypeError(`lightning-input has no type ${type} here`);
    this._type = type;
  }

  get shown() {
    if (this.type !== "time" || !this.value) return this.value;
    if (!/^\d{2}:\d{2}:\d{2}\.\d{3}$/.test(this.value))
      throw new TypeError(`${this.value} is no time as lightning-input takes it`);
    return this.value.slice(0, 5);
  }

  get isToggle() {
    return this.type === "toggle";
  }

  /** Whether what is written can be taken. */
  @api checkValidity() {
    return this.refs.input.checkValidity();
  }

  /** The same, and says beside the field what is wrong. */
  @api reportValidity() {
    const isValid = this.checkValidity();
    this.message = isValid ? "" : this.refs.input.validationMessage || "Invalid";
    return isValid;
  }

  change(event) {
    event.stopPropagation();
    const { value, checked } = event.target;
    const detail = this.isToggle ? { checked } : { value: this.written(value) };
    this.dispatchEvent(new CustomEvent("change", { detail }));
  }

  /** Times come with seconds and milliseconds. */
  written(value) {
    return this.type === "time" && value !== "" ? `${value}:00.000` : value;
  }
}
