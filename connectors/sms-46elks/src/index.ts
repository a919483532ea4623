export { createSms46elks, createSms46elks as default } from "./sms-46elks-connector.ts";
export { Sms46elksSettings } from "./sms-46elks-settings.ts";
