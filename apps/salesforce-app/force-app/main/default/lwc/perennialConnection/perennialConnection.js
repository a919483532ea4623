import LABEL_CONSOLE from "@salesforce/label/c.Perennial_Console";
import LABEL_LAST_READ from "@salesforce/label/c.Perennial_Last_Read";
import LABEL_LOADING from "@salesforce/label/c.Perennial_Loading";
import LABEL_LOOK_AGAIN from "@salesforce/label/c.Perennial_Look_Again";
import LABEL_NOT_CONNECTED from "@salesforce/label/c.Perennial_Not_Connected";
import CONNECTION_PROBLEM from "@salesforce/schema/Perennial_Setting__c.Connection_Problem__c";
import CONNECTION_STATE from "@salesforce/schema/Perennial_Setting__c.Connection_State__c";
import CONSOLE_URL from "@salesforce/schema/Perennial_Setting__c.Console_Url__c";
import READ_AT from "@salesforce/schema/Perennial_Setting__c.Read_At__c";
import { wordsOf } from "c/perennialErrors";
import {
  getFieldDisplayValue,
  getFieldValue,
  getRecord,
  notifyRecordUpdateAvailable,
} from "lightning/uiRecordApi";
import { api, LightningElement, wire } from "lwc";

/** Whether Perennial reaches this org, as it last wrote itself. */
export default class PerennialConnection extends LightningElement {
  /** The setting record. */
  @api settingId;

  label = {
    console: LABEL_CONSOLE,
    lastRead: LABEL_LAST_READ,
    loading: LABEL_LOADING,
    lookAgain: LABEL_LOOK_AGAIN,
    notConnected: LABEL_NOT_CONNECTED,
  };

  @wire(getRecord, {
    recordId: "$settingId",
    optionalFields: [CONNECTION_STATE, CONNECTION_PROBLEM, READ_AT, CONSOLE_URL],
  })
  setting = {};

  get isLoading() {
    return !this.setting.data && !this.setting.error;
  }

  get problem() {
    return this.setting.error && wordsOf(this.setting.error);
  }

  get state() {
    return getFieldDisplayValue(this.setting.data, CONNECTION_STATE);
  }

  get stateProblem() {
    return getFieldValue(this.setting.data, CONNECTION_PROBLEM);
  }

  get readAt() {
    return getFieldValue(this.setting.data, READ_AT);
  }

  get consoleUrl() {
    return getFieldValue(this.setting.data, CONSOLE_URL);
  }

  lookAgain() {
    return notifyRecordUpdateAvailable([{ recordId: this.settingId }]);
  }
}
