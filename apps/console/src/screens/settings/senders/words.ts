import { defineWords } from "../../../app/language/words.ts";

export const words = defineWords("settings-senders", {
  sv: {
    fromName: "Avsändarnamn",
    fromAddress: "Avsändaradress",
    replyTo: "Svar går till",
    sender: "Avsändare",
    senderHint: "Ett nummer, eller högst elva bokstäver och siffror.",
    nothing: "Här står vem meddelandena kommer från",
    nothingMeans:
      "Ingen koppling skickar meddelanden än. Koppla in en tjänst för e-post eller sms.",
    toConnections: "Till kopplingar",
  },
  en: {
    fromName: "Name of the sender",
    fromAddress: "Address of the sender",
    replyTo: "Replies go to",
    sender: "Sender",
    senderHint: "A number, or at most eleven letters and digits.",
    nothing: "Here it says who messages are from",
    nothingMeans: "No connection sends messages yet. Connect a service for e-mail or SMS.",
    toConnections: "To the connections",
  },
});
