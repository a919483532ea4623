import { setting } from "@perennial/connector-kit";
import { z } from "zod";

/** Whether changes are heard as they happen. It asks for a permission that reading does not, so it is off until somebody wants it. */
export const ChangeEvents = setting(z.boolean(), {
  label: { sv: "Hör ändringar direkt", en: "Hear changes at once" },
  help: {
    sv: "Ändringar i Salesforce märks på några sekunder i stället för inom fem minuter. Kräver paketets ändringskanal och att den som anslöt har behörigheten Visa alla data. Allt läses som vanligt också.",
    en: "Changes in Salesforce are noticed in seconds instead of within five minutes. It needs the package's channel of change events, and the permission View All Data for whoever connected. Everything is read as usual as well.",
  },
}).default(false);
