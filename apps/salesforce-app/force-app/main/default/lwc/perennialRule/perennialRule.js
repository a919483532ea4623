import LABEL_DAYS from "@salesforce/label/c.Perennial_Days";
import LABEL_HOURS_UNIT from "@salesforce/label/c.Perennial_Hours_Unit";
import LABEL_MONTHS from "@salesforce/label/c.Perennial_Months";
import LABEL_UNIT_OF from "@salesforce/label/c.Perennial_Unit_Of";
import LABEL_USUALLY from "@salesforce/label/c.Perennial_Usually";
import LABEL_WEEKS from "@salesforce/label/c.Perennial_Weeks";
import LABEL_YEARS from "@salesforce/label/c.Perennial_Years";
import { readDuration, UNITS, writeDuration } from "c/perennialDuration";
import { fill } from "c/perennialText";
import { api, LightningElement } from "lwc";

const UNIT_LABELS = {
  hours: LABEL_HOURS_UNIT,
  days: LABEL_DAYS,
  weeks: LABEL_WEEKS,
  months: LABEL_MONTHS,
  years: LABEL_YEARS,
};
const UNIT_OPTIONS = UNITS.map((unit) => ({ value: unit, label: UNIT_LABELS[unit] }));

/** A switch or a setting of a program; tells with `choose` what somebody has chosen. */
export default class PerennialRule extends LightningElement {
  /** The rule, with the value that is shown. */
  @api rule;

  unitOptions = UNIT_OPTIONS;
  /** Of a duration whose amount was emptied to be written anew. */
  unit = "days";

  get isSwitch() {
    return this.rule.kind === "switch";
  }

  get isOn() {
    return this.rule.value === "active";
  }

  get isNumber() {
    return this.rule.kind === "number";
  }

  get isTime() {
    return this.rule.kind === "time";
  }

  /** Lightning takes a time with seconds; programs have hours and minutes. */
  get time() {
    return this.rule.value ? `${this.rule.value}:00.000` : this.rule.value;
  }

  get duration() {
    if (this.rule.kind !== "duration") return undefined;
    return this.rule.value === "" ? { amount: "", unit: this.unit } : readDuration(this.rule.value);
  }

  get unitOf() {
    return fill(LABEL_UNIT_OF, this.rule.label);
  }

  get usually() {
    const { usual, kind } = this.rule;
    if (!usual || kind === "switch") return undefined;
    const duration = kind === "duration" ? readDuration(usual) : undefined;
    const words = duration ? `${duration.amount} ${UNIT_LABELS[duration.unit]}` : usual;
    return fill(LABEL_USUALLY, words);
  }

  /** Whether what is filled in can be saved; says beside the field why not. */
  @api checkValidity() {
    const fields = [...this.template.querySelectorAll(".field")];
    return fields.map((field) => field.reportValidity()).every(Boolean);
  }

  chooseSwitch(event) {
    this.tell(event.detail.checked ? "active" : "paused");
  }

  chooseText(event) {
    this.tell(event.detail.value);
  }

  chooseTime(event) {
    this.tell((event.detail.value ?? "").slice(0, 5));
  }

  chooseAmount(event) {
    const amount = event.detail.value;
    this.unit = this.duration.unit;
    this.tell(amount === "" ? "" : writeDuration({ amount: Number(amount), unit: this.unit }));
  }

  chooseUnit(event) {
    const { amount } = this.duration;
    this.unit = event.detail.value;
    if (amount !== "") this.tell(writeDuration({ amount, unit: this.unit }));
  }

  tell(value) {
    this.dispatchEvent(new CustomEvent("choose", { detail: { id: this.rule.id, value } }));
  }
}
