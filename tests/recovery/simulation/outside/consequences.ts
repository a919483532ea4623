import { type Instant, Signal } from "@perennial/contract";
import { Chance } from "../machine/chance.ts";
import { after, HOUR, SECOND } from "../machine/story.ts";
import type { Postman } from "./postman.ts";
import type { Provider, Taken } from "./provider.ts";

/** What follows outside on a command that was taken: reports, an answer, a call that is made. */
export class Consequences {
  readonly #seed: number;
  readonly #postman: Postman;

  constructor({ seed, postman }: { readonly seed: number; readonly postman: Postman }) {
    this.#seed = seed;
    this.#postman = postman;
  }

  /** A provider took a command. The same follows on it in every life of a seed, whenever it is taken. */
  follow({ command, at }: Taken, by: Provider): void {
    // Ids carry numbers of the database, which another run of the same seed does not have.
    const name = command.id.replace(/^t\d+-e\d+/, "");
    const chance = new Chance(this.#seed, `after ${command.kind} ${command.customerId} ${name}`);
    const { id, reports } = {
      id: by.connector.manifest.id,
      reports: by.trueProof.reports === true,
    };
    const later = (most: number) => after(at, chance.between(SECOND, most));
    if (command.kind === "send-sms" || command.kind === "send-email") {
      if (chance.of(reports ? 0.95 : 0.4))
        this.#report(id, command.id, { chance, at: later(2 * HOUR) });
    }
    if (command.kind === "send-sms" && chance.of(0.25)) {
      const text = chance.pick(["Ja tack", "STOPP", "Vem är det?"]);
      const when = later(30 * HOUR);
      const reply = { id: `reply:${command.id}`, at: when, type: "message.replied" } as const;
      const signal: Signal = { ...reply, channel: "sms", from: command.to, text };
      this.#post(id, signal, { at: when, again: chance.of(0.2) ? 3 * HOUR : undefined });
    }
    if (command.kind === "put-call" && chance.of(0.6)) {
      const when = later(36 * HOUR);
      const outcome = chance.pick(["renewed", "not-reached", "declined", "reached"] as const);
      const call = { id: `call:${command.id}`, at: when, endedAt: when, outcome } as const;
      const { id: commandId, customerId } = command;
      const signal: Signal = { ...call, type: "call.finished", commandId, customerId };
      this.#post(id, signal, { at: when, again: chance.of(0.3) ? 2 * HOUR : undefined });
    }
  }

  #report(by: string, commandId: string, { chance, at }: { chance: Chance; at: Instant }): void {
    const what = chance.of(0.06) ? "failed" : "delivered";
    const report = { id: `${commandId}:${what}`, at, type: `message.${what}`, commandId };
    const signal = Signal.parse(what === "failed" ? { ...report, reason: "550" } : report);
    this.#post(by, signal, {
      at,
      again: chance.of(0.2) ? chance.between(SECOND, HOUR) : undefined,
    });
  }

  /** Tells of something, and of the same once more in another delivery so many milliseconds later. */
  #post(by: string, signal: Signal, when: { at: Instant; again: number | undefined }): void {
    this.#postman.post(by, [signal], when.at);
    if (when.again !== undefined) this.#postman.post(by, [signal], after(when.at, when.again));
  }
}
