/** What figures of the screens about connections mean, in Swedish (see definitions.ts). */
export const CONNECTION_DEFINITIONS: Readonly<Record<string, string>> = {
  "ConnectionUse.sent":
    "Meddelanden, samtal och uppgifter som har gått ut genom anslutningen i dag.",
  "ConnectionUse.failed":
    "Det av i dag som systemet i andra änden inte tog emot, eller där det är oklart om det kom fram.",
  "ConnectionUse.received": "Leveranser som har kommit in genom anslutningen i dag.",
  "ConnectionUse.notUnderstood":
    "Leveranser i dag med något i sig som inte gick att förstå. De går att ta in igen när kopplingen är lagad.",
  "ConnectionHealth.lists.inSync":
    "Kunder, avtal och köp som står här så som systemet berättade om dem senast.",
  "ConnectionHealth.lists.excluded.count":
    "Poster som inte är intagna, eller bara till en del. Varje post har en orsak.",
  "ConnectionHealth.lists.failing.count":
    "Det som systemet inte tog emot, det som är oklart och det som inte gick att läsa eller skriva.",
  "ImportTotals.read": "Så många poster som raderna berättade om: summan av de andra talen.",
  "ImportTotals.new": "Poster som inte fanns här förut.",
  "ImportTotals.changed": "Poster som finns här och skiljer sig.",
  "ImportTotals.unchanged": "Poster som redan står här precis så.",
  "ImportTotals.skipped":
    "Utelämnade fast inget är fel: här finns en nyare uppgift, personen har bett att bli glömd, eller kunden är ihopslagen med en annan.",
  "ImportTotals.failed": "Rader som inte gick att ta in. De står i filen med fel.",
};
