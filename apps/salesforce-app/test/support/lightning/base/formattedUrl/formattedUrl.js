import { api, LightningElement } from "lwc";

/** `lightning-formatted-url`: a link. */
export default class FormattedUrl extends LightningElement {
  @api value;
  @api label;
  @api target;
}
