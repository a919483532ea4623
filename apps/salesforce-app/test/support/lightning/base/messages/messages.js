import { api, LightningElement } from "lwc";

/** `lightning-messages`: what the form that it stands in could not save. */
export default class Messages extends LightningElement {
  @api error;
}
