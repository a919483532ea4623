import LABEL_BEGIN from "@salesforce/label/c.Perennial_Begin";
import LABEL_BEGIN_HELP from "@salesforce/label/c.Perennial_Begin_Help";
import LABEL_COMPANY from "@salesforce/label/c.Perennial_Company";
import LABEL_CONNECTION from "@salesforce/label/c.Perennial_Connection";
import LABEL_LOADING from "@salesforce/label/c.Perennial_Loading";
import LABEL_PROGRAMS from "@salesforce/label/c.Perennial_Programs";
import LABEL_SETTINGS from "@salesforce/label/c.Perennial_Settings";
import LABEL_SETTINGS_ACCESS from "@salesforce/label/c.Perennial_Settings_Access";
import LABEL_TIERS from "@salesforce/label/c.Perennial_Tiers";
import SETTING from "@salesforce/schema/Perennial_Setting__c";
import KEY from "@salesforce/schema/Perennial_Setting__c.Key__c";
import { DEFAULT_KEY, defaultFields } from "c/perennialDefaults";
import { wordsOf } from "c/perennialErrors";
import { ownName, qualified } from "c/perennialNames";
import { getListRecordsByName } from "lightning/uiListsApi";
import { createRecord, getFieldValue } from "lightning/uiRecordApi";
import { LightningElement, wire } from "lwc";

const ALL = ownName("All");
const KEYS = qualified([KEY]);

/** The settings of a company: what holds for all programs, which programs run, what tiers take, how the connection is. */
export default class PerennialSettings extends LightningElement {
  label = {
    begin: LABEL_BEGIN,
    beginHelp: LABEL_BEGIN_HELP,
    company: LABEL_COMPANY,
    connection: LABEL_CONNECTION,
    loading: LABEL_LOADING,
    programs: LABEL_PROGRAMS,
    settings: LABEL_SETTINGS,
    settingsAccess: LABEL_SETTINGS_ACCESS,
    tiers: LABEL_TIERS,
  };
  isBeginning = false;
  createdId;
  beginProblem;

  @wire(getListRecordsByName, {
    objectApiName: SETTING.objectApiName,
    listViewApiName: ALL,
    fields: KEYS,
  })
  settings = {};

  get isLoading() {
    return !this.settings.data && !this.settings.error;
  }

  get problem() {
    return this.settings.error && wordsOf(this.settings.error);
  }

  get settingId() {
    const records = this.settings.data?.records ?? [];
    return records.find((each) => getFieldValue(each, KEY) === DEFAULT_KEY)?.id ?? this.createdId;
  }

  async begin() {
    this.isBeginning = true;
    this.beginProblem = undefined;
    try {
      const fields = defaultFields();
      const { id } = await createRecord({ apiName: SETTING.objectApiName, fields });
      this.createdId = id;
    } catch (error) {
      this.beginProblem = wordsOf(error);
    } finally {
      this.isBeginning = false;
    }
  }
}
