export { createSmtp, createSmtp as default } from "./smtp-connector.ts";
export { SmtpSettings } from "./smtp-settings.ts";
