import { api, LightningElement } from "lwc";

/** `lightning-tab`. */
export default class Tab extends LightningElement {
  @api label;
  @api value;
  isOpen = false;

  /** Opens or closes it. */
  @api loadContent(isOpen) {
    this.isOpen = isOpen;
  }
}
