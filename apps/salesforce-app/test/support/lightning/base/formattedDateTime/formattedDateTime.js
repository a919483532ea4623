import { api, LightningElement } from "lwc";

/** `lightning-formatted-date-time`: a moment in the user's language and zone, or a date with `time-zone="UTC"`. */
export default class FormattedDateTime extends LightningElement {
  @api value;
  @api timeZone;
  @api year;
  @api month;
  @api day;
  @api hour;
  @api minute;

  get text() {
    const { locale, timeZone } = globalThis.salesforce;
    const { year, month, day, hour, minute } = this;
    const parts = Object.entries({ year, month, day, hour, minute });
    const options = Object.fromEntries(parts.filter(([, part]) => part !== undefined));
    const moment = new Date(this.value);
    if (Number.isNaN(moment.getTime())) throw new RangeError(`${this.value} is no moment`);
    const format = new Intl.DateTimeFormat(locale, {
      ...options,
      timeZone: this.timeZone ?? timeZone,
    });
    return format.format(moment);
  }
}
