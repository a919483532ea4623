import { setting } from "@perennial/connector-kit";
import { z } from "zod";

/** Four fifths of what a tenant with licences of Dynamics 365 has at least: 500,000 (crm/dynamics.md, 4). */
const USUAL = 400_000;
const LEAST = 1_000;
/** The largest entitlement of a tenant. */
const MOST = 10_000_000;

/** Requests of 24 hours before reading slows down. */
export const DailyRequests = setting(z.int().min(LEAST).max(MOST), {
  label: { sv: "Anrop per dygn", en: "Requests a day" },
  help: {
    sv: "Efter så många anrop på 24 timmar läses ändringar en gång i timmen. Utskick, uppgifter och det som står på kunden påverkas aldrig. Tenanten delar 500\u00a0000 eller fler; 25\u00a0000 om den bara har licenser för Power Apps.",
    en: "After so many requests in 24 hours changes are read once an hour. Messages, tasks and what stands on the customer are never affected. A tenant shares 500,000 or more; 25,000 where it has licences for Power Apps alone.",
  },
}).default(USUAL);
