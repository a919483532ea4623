import { defineWords } from "../../../app/language/words.ts";

export const sharedWords = defineWords("settings-shared", {
  sv: {
    save: "Spara",
    undo: "Ångra ändringarna",
    dirty: "Du har ändringar som inte är sparade.",
    saved: "Sparat.",
    wrong: "Något behöver rättas. Se det som är markerat i rött.",
    add: "Lägg till",
    remove: "Ta bort",
    copy: "Kopiera",
    copied: "Kopierat",
    close: "Stäng",
    onceTitle: "Visas bara nu",
    onceMeans: "Kopiera den innan du stänger. Den går inte att visa igen.",
  },
  en: {
    save: "Save",
    undo: "Undo the changes",
    dirty: "You have changes that are not saved.",
    saved: "Saved.",
    wrong: "Something needs to be mended. See what is marked in red.",
    add: "Add",
    remove: "Remove",
    copy: "Copy",
    copied: "Copied",
    close: "Close",
    onceTitle: "Shown only now",
    onceMeans: "Copy it before you close. It cannot be shown again.",
  },
});
