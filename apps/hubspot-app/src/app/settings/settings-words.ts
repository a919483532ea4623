import type { Language } from "perennial-hubspot-shared";

const SV = {
  health: "Hälsa",
  mapping: "Fältkoppling",
  programs: "Program",
  messages: "Utskick",
  general: "Allmänt",
  readOnly: "Du kan se inställningarna men inte ändra dem",
  readOnlyHelp:
    "Ändra kan den som i HubSpot har rätt att hantera integrationer och som står bland administratörerna här.",
  save: "Spara",
  undo: "Ångra ändringar",
  saved: "Inställningarna är sparade.",
  nothingChanged: "Det finns inget att spara.",
  unsaved: "Det finns ändringar som inte är sparade.",
  problems: "Det här behöver rättas",
};

/** What the settings page says as a whole, by language. */
export const SETTINGS_WORDS: Readonly<Record<Language, typeof SV>> = {
  sv: SV,
  en: {
    health: "Health",
    mapping: "Field mapping",
    programs: "Programs",
    messages: "Messages",
    general: "General",
    readOnly: "You can see the settings but not change them",
    readOnlyHelp:
      "They can be changed by whoever may manage integrations in HubSpot and is among the administrators here.",
    save: "Save",
    undo: "Undo changes",
    saved: "The settings are saved.",
    nothingChanged: "There is nothing to save.",
    unsaved: "There are changes that are not saved.",
    problems: "This needs to be mended",
  },
};
