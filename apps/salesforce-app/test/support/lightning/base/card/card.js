import { api, LightningElement } from "lwc";

/** `lightning-card`: a heading and what is in it. */
export default class Card extends LightningElement {
  @api title;
  @api iconName;
}
