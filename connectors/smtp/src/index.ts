export { createSmtp } from "./smtp-connector.ts";
export { SmtpSettings } from "./smtp-settings.ts";
