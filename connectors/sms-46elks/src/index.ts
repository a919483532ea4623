export { createSms46elks } from "./sms-46elks-connector.ts";
export { Sms46elksSettings } from "./sms-46elks-settings.ts";
