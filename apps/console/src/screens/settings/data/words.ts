import { defineWords } from "../../../app/language/words.ts";

export const words = defineWords("settings-data", {
  sv: {
    find: "Vem gäller det?",
    findLead: "Sök på namn, e-post, telefonnummer eller kundnummer.",
    search: "Sök kund",
    nobody: "Ingen kund heter så. Prova en del av namnet eller hela adressen.",
    chosen: "Vald kund",
    id: "Kundnummer {{id}}",
    choose: "Välj",
    change: "Välj en annan",
    export: "Lämna ut uppgifterna",
    exportLead:
      "Allt som sparas om personen, i en fil: uppgifter, avtal, köp, meddelanden, beslut och ändringar.",
    exportDo: "Hämta filen",
    exported: "Filen är hämtad.",
    erase: "Radera personen",
    eraseLead:
      "Allt om personen tas bort och deras program avslutas. Adresserna spärras så att inget skickas dit igen. Det går inte att ångra.",
    eraseAlso: "Radera också i CRM:et: Perennial tar bara bort sina egna kopior.",
    confirm: "Skriv kundnumret {{id}} för att bekräfta",
    eraseDo: "Radera för alltid",
    notConfirmed: "Kundnumret stämmer inte.",
    erased: "Personen är raderad",
    erasedMeans: "I siffror och i ändringsloggen heter de nu {{pseudonym}}.",
    next: "Välj någon annan",
  },
  en: {
    find: "Who is it about?",
    findLead: "Search by name, e-mail, phone number or customer number.",
    search: "Search for a customer",
    nobody: "No customer is called so. Try a part of the name or the whole address.",
    chosen: "Chosen customer",
    id: "Customer number {{id}}",
    choose: "Choose",
    change: "Choose another",
    export: "Hand out the data",
    exportLead:
      "Everything that is kept of the person, in a file: records, agreements, purchases, messages, decisions and changes.",
    exportDo: "Get the file",
    exported: "The file was fetched.",
    erase: "Erase the person",
    eraseLead:
      "Everything about the person goes and their programs end. Their addresses are barred, so that nothing is sent there again. It cannot be undone.",
    eraseAlso: "Erase them in the CRM as well: Perennial removes only its own copies.",
    confirm: "Write the customer number {{id}} to confirm",
    eraseDo: "Erase for ever",
    notConfirmed: "The customer number is not right.",
    erased: "The person is erased",
    erasedMeans: "In figures and in the audit log they are now called {{pseudonym}}.",
    next: "Choose somebody else",
  },
});
