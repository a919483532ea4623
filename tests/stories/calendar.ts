/**
 * The days of a customer whose agreement ends 64 days after the stories begin: it is late for the notice, which
 * leaves with the first daily review, and in time for everything else.
 */
export const SOON = {
  agreementEnds: "2026-05-05",
  notice: "2026-03-03 07:00",
  reminder: "2026-03-06 10:00",
  call: "2026-03-11 10:00",
} as const;
