import LABEL_IN_FORCE from "@salesforce/label/c.Perennial_In_Force";
import LABEL_REFUSED from "@salesforce/label/c.Perennial_Refused";
import LABEL_WAITS from "@salesforce/label/c.Perennial_Waits";
import { api, LightningElement } from "lwc";

/** Whether what somebody chose is in force, waits to be taken, or was refused with a reason. */
export default class PerennialInForce extends LightningElement {
  /** The revision that was saved last. */
  @api revision;
  /** The revision that Perennial has looked at. */
  @api appliedRevision;
  /** When it did. */
  @api appliedAt;
  /** Why it could not take it. */
  @api problem;

  label = { inForce: LABEL_IN_FORCE, refused: LABEL_REFUSED, waits: LABEL_WAITS };

  get isWaiting() {
    return (this.revision ?? 0) > (this.appliedRevision ?? 0);
  }
}
