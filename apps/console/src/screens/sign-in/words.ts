import { defineWords } from "../../app/language/words.ts";

export const words = defineWords("sign-in", {
  sv: {
    title: "Logga in i Perennial",
    lead: "Klistra in din inloggningsnyckel, eller öppna länken du har fått.",
    token: "Inloggningsnyckel",
    tokenHint: "Börjar med pt_",
    submit: "Logga in",
    missing: "Klistra in nyckeln först.",
    unknown: "Nyckeln gäller inte. Den kan vara återkallad, eller så kom inte hela med.",
    ended: "Du är utloggad",
    endedMeans: "Logga in igen för att fortsätta. Det du har sparat är kvar.",
    codeUsed: "Länken gäller inte längre",
    codeUsedMeans:
      "En länk fungerar en gång. Öppna sidan på nytt där du kom ifrån, eller be en administratör om en ny länk.",
    how: "Var får jag nyckeln?",
    howInvited:
      "Har någon bjudit in dig? Då behövs ingen nyckel: öppna länken i inbjudan, så är du inne.",
    howServer:
      "Sköter du servern? Nyckeln ligger i filen console-token i serverns datakatalog. Med exempelföretaget visar ”perennial start --demo” en länk som loggar in direkt.",
    howCrm: "Arbetar du i ert CRM? Öppna Perennial därifrån, så loggas du in av dig själv.",
  },
  en: {
    title: "Sign in to Perennial",
    lead: "Paste your sign-in key, or open the link you have been given.",
    token: "Sign-in key",
    tokenHint: "Begins with pt_",
    submit: "Sign in",
    missing: "Paste the key first.",
    unknown: "The key does not count. It may have been revoked, or not all of it came along.",
    ended: "You are signed out",
    endedMeans: "Sign in again to go on. What you have saved is still there.",
    codeUsed: "The link no longer counts",
    codeUsedMeans:
      "A link works once. Open the page again where you came from, or ask an administrator for a new link.",
    how: "Where do I get the key?",
    howInvited: "Has somebody invited you? Then you need no key: open the link in the invitation.",
    howServer:
      "Do you run the server? The key is in the file console-token in the server's data directory. With the example company, “perennial start --demo” shows a link that signs in at once.",
    howCrm: "Do you work in your CRM? Open Perennial from there and you are signed in by itself.",
  },
});
