export { createSmsTwilio, createSmsTwilio as default } from "./sms-twilio-connector.ts";
export { SmsTwilioSettings } from "./sms-twilio-settings.ts";
