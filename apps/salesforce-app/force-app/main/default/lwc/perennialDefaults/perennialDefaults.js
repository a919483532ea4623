import AGREEMENT_SOURCE from "@salesforce/schema/Perennial_Setting__c.Agreement_Source__c";
import BUDGET from "@salesforce/schema/Perennial_Setting__c.Budget_Per_Year__c";
import CAP_DAYS from "@salesforce/schema/Perennial_Setting__c.Cap_Days__c";
import CAP_LIMIT from "@salesforce/schema/Perennial_Setting__c.Cap_Limit__c";
import COUNTRY from "@salesforce/schema/Perennial_Setting__c.Country__c";
import KEY from "@salesforce/schema/Perennial_Setting__c.Key__c";
import LOCALE from "@salesforce/schema/Perennial_Setting__c.Locale__c";
import LOG_CONTACTS from "@salesforce/schema/Perennial_Setting__c.Log_Contacts__c";
import PURCHASE_SOURCE from "@salesforce/schema/Perennial_Setting__c.Purchase_Source__c";
import REVISION from "@salesforce/schema/Perennial_Setting__c.Revision__c";
import SATURDAY_FROM from "@salesforce/schema/Perennial_Setting__c.Saturday_From__c";
import SATURDAY_TO from "@salesforce/schema/Perennial_Setting__c.Saturday_To__c";
import TIME_ZONE from "@salesforce/schema/Perennial_Setting__c.Time_Zone__c";
import WEEKDAY_FROM from "@salesforce/schema/Perennial_Setting__c.Weekday_From__c";
import WEEKDAY_TO from "@salesforce/schema/Perennial_Setting__c.Weekday_To__c";

/** The key of the one setting record that an org has. */
export const DEFAULT_KEY = "default";

/** What holds in Perennial where nobody has chosen anything, as the fields of a new setting record. */
export function defaultFields() {
  return {
    [KEY.fieldApiName]: DEFAULT_KEY,
    [REVISION.fieldApiName]: 0,
    [LOCALE.fieldApiName]: "sv",
    [TIME_ZONE.fieldApiName]: "Europe/Stockholm",
    [COUNTRY.fieldApiName]: "SE",
    [WEEKDAY_FROM.fieldApiName]: "08:00:00.000Z",
    [WEEKDAY_TO.fieldApiName]: "20:00:00.000Z",
    [SATURDAY_FROM.fieldApiName]: "10:00:00.000Z",
    [SATURDAY_TO.fieldApiName]: "18:00:00.000Z",
    [CAP_LIMIT.fieldApiName]: 2,
    [CAP_DAYS.fieldApiName]: 7,
    [BUDGET.fieldApiName]: 48,
    [AGREEMENT_SOURCE.fieldApiName]: "None",
    [PURCHASE_SOURCE.fieldApiName]: "Opportunity",
    [LOG_CONTACTS.fieldApiName]: true,
  };
}
