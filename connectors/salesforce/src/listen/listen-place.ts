import type { Listening } from "@perennial/contract";
import { PREFIX } from "../own-name.ts";
import type { StreamEndKind } from "./stream-end.ts";

/** New events alone (Streaming API Developer Guide, "Message Durability"). */
const NEW_ONLY = -1;
/**
 * The package's channel as it is installed, and as developers deploy it without the namespace. How a namespace stands in a channel's
 * name is not known from Salesforce's documentation (crm/salesforce.md, 11), so that both are tried.
 */
const CHANNELS = [`/data/${PREFIX}Perennial__chn`, "/data/Perennial__chn"];

/** Where an org's events are heard and from where on, and whether something may have been missed. */
export class ListenPlace {
  readonly #heard: Listening["heard"];
  readonly #channels = [...CHANNELS];
  #last: number | undefined;
  #isDoubtful: boolean;

  constructor({ from, heard }: Pick<Listening, "from" | "heard">) {
    const last = Number(from);
    this.#last = from !== undefined && Number.isSafeInteger(last) ? last : undefined;
    this.#isDoubtful = this.#last === undefined;
    this.#heard = heard;
  }

  get channel(): string {
    return this.#channels[0] ?? "";
  }

  /** The last event that was heard; -1 for new ones alone. */
  get replayId(): number {
    return this.#last ?? NEW_ONLY;
  }

  at(position: string): void {
    this.#last = Number(position);
  }

  /** Goes to the channel's other name. Says whether there is one. */
  otherChannel(): boolean {
    this.#channels.shift();
    return this.#channels.length > 0;
  }

  /** Forgets where it was. Says whether it was anywhere. */
  forget(): boolean {
    const wasThere = this.#last !== undefined;
    this.#last = undefined;
    this.#isDoubtful = true;
    return wasThere;
  }

  /** Events are told from here on: what may have been missed before is read. */
  reached(): void {
    if (!this.#isDoubtful) return;
    this.#isDoubtful = false;
    this.#heard({ readAll: true, ...(this.#last === undefined && { position: null }) });
  }

  /** Events are told no more, for a reason. */
  left(reason: StreamEndKind): void {
    if (reason === "place-unknown") this.forget();
    if (reason === "silent" || this.#last === undefined) this.#isDoubtful = true;
  }

  /** Listening ends for so long that the place is of no use: what changes meanwhile is read anyhow, and would be told a second time. */
  abandon(): void {
    this.#heard({ position: null });
  }
}
