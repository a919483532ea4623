/** What figures of the screens about customers mean, in Swedish (see definitions.ts). */
export const CUSTOMER_DEFINITIONS: Readonly<Record<string, string>> = {
  "CustomerCount.count":
    "Kunder som urvalet hittar just nu. Är de fler än som räknas, är det minst så här många.",
  "FoundCustomer.value":
    "Vad kunden är värd enligt planens värdeklasser: köp minus returer, täckningsbidrag eller avtal per år, inom deras period.",
  "FoundCustomer.nextEnd":
    "Sista dagen för det av våra avtal som slutar först, från och med i dag.",
  "FoundCustomer.lastContact": "Den senaste kontakten åt något håll, automatisk eller för hand.",
  "CustomerStanding.value":
    "Vad kunden är värd enligt planens värdeklasser: köp minus returer, täckningsbidrag eller avtal per år, inom deras period.",
  "CustomerStanding.risk.probability":
    "Sannolikheten att kunden är förlorad inom den tid som planen ser framåt, i steg.",
  "PointsBalance.available":
    "Poäng som går att använda i dag. Under noll bara om ett köp lämnades tillbaka efter att dess poäng hade använts.",
  "Activity.cost":
    "Vad leverantören tog betalt, i företagets valuta. Ett streck där leverantören inte har sagt det.",
};
