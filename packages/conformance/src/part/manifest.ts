import { isDeepStrictEqual } from "node:util";
import { Manifest } from "@perennial/contract";
import type { Case } from "../case/case.ts";
import { claim } from "../case/conformance-error.ts";
import { MESSAGE_KINDS } from "../case/message-class.ts";
import type { Kit } from "../case/place.ts";

/** The manifest is one of the contract's, says each thing once, and does not contradict itself. */
export function manifestCases(kit: Kit): readonly Case[] {
  const { manifest } = kit.connector;
  const fact = (name: string, run: () => void | Promise<void>): Case => ({
    part: "manifest",
    name,
    run: async () => run(),
  });
  return [
    fact("the manifest is one of the contract's", () => {
      const { error } = Manifest.safeParse(JSON.parse(JSON.stringify(manifest)));
      claim(error === undefined, `the manifest is not one: ${error?.message}`);
    }),
    fact("each thing is declared once", () => {
      for (const list of ["capabilities", "commands", "signals", "messageClasses"] as const) {
        const names: readonly string[] = manifest[list] ?? [];
        const twice = names.find((name, index) => names.indexOf(name) !== index);
        claim(twice === undefined, `${list} names ${twice} twice`);
      }
    }),
    fact("classes of message are declared only by a connector that sends messages", () => {
      const sends = MESSAGE_KINDS.some((kind) => manifest.commands.includes(kind));
      claim(
        manifest.messageClasses === undefined || sends,
        "messageClasses is declared, but no command that sends a message",
      );
    }),
    fact("the connector made again declares the same", () => {
      claim(isDeepStrictEqual(kit.create().manifest, manifest), "made again it declares otherwise");
    }),
    fact("signals are declared exactly where something can tell them", () => {
      const can = manifest.capabilities.length > 0;
      claim(
        can === manifest.signals.length > 0,
        can
          ? "name the signals that inbound and changes.read give"
          : "signals are declared, but neither inbound nor changes.read",
      );
    }),
    fact("reports are declared only by a connector that tells what became of messages", () => {
      const tells = manifest.signals.includes("message.delivered");
      claim(
        manifest.proof.reports !== true || tells,
        "proof.reports is declared, but not the signal message.delivered",
      );
    }),
  ];
}
