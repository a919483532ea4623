import { api, LightningElement } from "lwc";

/** `lightning-spinner`: that something is on its way, in words for those who cannot see it turn. */
export default class Spinner extends LightningElement {
  @api alternativeText;
  @api size;
}
