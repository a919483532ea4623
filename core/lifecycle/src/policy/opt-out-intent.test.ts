import { describe, expect, it } from "vitest";
import { optOutIntent, type ReplyIntent } from "./opt-out-intent.ts";
import { SWEDISH_STOP_WORDS } from "./rule-pack.ts";

const REPLIES: Readonly<Record<ReplyIntent, readonly string[]>> = {
  stop: [
    "STOP",
    "stopp",
    " Stopp!! ",
    "Stop.",
    "Avsluta",
    "avsluta tack",
    "SLUTA",
    "Sluta skicka sms till mig, jag har sagt det flera gånger nu!",
    "Snälla sluta skicka",
    "Please stop texting me",
    "unsubscribe",
    "Ja men STOP",
    '"STOP"',
    "stóp",
    "STOP (Quit)",
  ],
  yes: [
    "JA",
    "Ja!",
    "ja tack",
    "Ja, det vill jag",
    "Yes please",
    "OK",
    "japp 👍",
    "Ja gärna",
    "Jadå, gör så",
  ],
  no: [
    "Nej",
    "nej tack",
    "NEJ!",
    "No",
    "no thanks",
    "Nä, jag har bytt bolag",
    "Nej, jag vill inte förlänga",
  ],
  other: [
    "",
    "👍",
    "Vad kostar det?",
    "Ja, men inte nu",
    "Ja om priset är under 50 öre",
    "No problem",
    "Nej förresten, ja tack",
    "tack",
    "Don't stop",
    "Ni får inte sluta",
    "Jag flyttar i juni och undrar om vi kan avsluta avtalet för den gamla lägenheten då",
    "Ring mig i morgon",
    "stopphylsan är trasig",
  ],
};

describe("the intent of a reply", () => {
  for (const [intent, replies] of Object.entries(REPLIES)) {
    it.each(replies)(`${intent}: %j`, (reply) => {
      expect(optOutIntent(reply, SWEDISH_STOP_WORDS)).toBe(intent);
    });
  }

  it("goes by the rule pack's words, of one word or several", () => {
    expect(optOutIntent("nej", ["STOP", "NEJ"])).toBe("stop");
    expect(optOutIntent("Ta bort mig", ["STOP", "ta bort"])).toBe("stop");
    expect(optOutIntent("Ta bilen", ["STOP", "ta bort"])).toBe("other");
    expect(optOutIntent("lopeta", ["LOPETA"])).toBe("stop");
    expect(optOutIntent("stop", [" "])).toBe("other");
  });
});
