/**
 * Strict, stateful stand-ins for the systems around Perennial, on the loopback interface: an SMS provider, a
 * mail server, a dialer, a CRM, HubSpot, Salesforce and Dynamics 365, each with faults to switch on and a log of
 * what it accepted; the people behind them; and a world that joins them, but for the three named last, under one clock.
 */
export * from "./company/company.ts";
export * from "./crm/crm.ts";
export type { CommandResult, CrmAct, CrmNote, CrmTask } from "./crm/crm-commands.ts";
export type { CompanyRecords, CrmItem } from "./crm/crm-item.ts";
export type { CrmStaff } from "./crm/crm-staff.ts";
export * from "./dataverse/index.ts";
export type { Call, CallAnswer, CallEntry, CallOutcome } from "./dialer/call.ts";
export * from "./dialer/dialer.ts";
export type { DialerAct } from "./dialer/dialer-api.ts";
export { type OfficeHours, SWEDISH_OFFICE_HOURS } from "./dialer/office-hours.ts";
export * from "./entra/index.ts";
export { type FaultOptions, type FaultSwitch, type Faults, NO_FAULTS } from "./fault/faults.ts";
export * from "./graph/index.ts";
export * from "./hubspot/index.ts";
export type { Accepted, AcceptedLog } from "./log/accepted-log.ts";
export type { MailRecord } from "./mail/mail-store.ts";
export * from "./mail/mailbox.ts";
export type { PersonAct } from "./people/doing.ts";
export { DEFAULT_HABITS, type Habits, NO_HABITS } from "./people/habits.ts";
export type { People } from "./people/people.ts";
export * from "./receiver/receiver.ts";
export * from "./salesforce/index.ts";
export type { Beat, SimulatorOptions } from "./simulator.ts";
export { SimulatorError } from "./simulator-error.ts";
export { segmentCount } from "./sms/segments.ts";
export * from "./sms/sms-46elks.ts";
export type { SmsOptions } from "./sms/sms-options.ts";
export type { SmsRecord } from "./sms/sms-record.ts";
export * from "./sms/twilio.ts";
export type { TwilioAccount, TwilioOptions } from "./sms/twilio-options.ts";
export * from "./world/world.ts";
export type { WorldDoors, WorldOptions, WorldPorts, WorldSettings } from "./world/world-options.ts";
