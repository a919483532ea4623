import { api, LightningElement } from "lwc";

/** `lightning-button`. */
export default class Button extends LightningElement {
  @api label;
  @api variant = "neutral";
  @api type = "button";
  @api disabled = false;
}
