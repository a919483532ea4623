import type { Instant, Signal } from "@perennial/contract";
import type { Chance } from "../machine/chance.ts";
import { after, MINUTE, SECOND, type Story } from "../machine/story.ts";

/** A delivery on its way to one of our doors. */
export interface Letter {
  readonly connection: string;
  readonly id: string;
  readonly signals: readonly Signal[];
  dueAt: Instant;
  tries: number;
  /** Whether its sender was told that we have it. */
  told: boolean;
}

/** Delivers what systems outside tell: again until we say that we have it, sometimes again after that. */
export class Postman {
  /** Every letter there ever was. */
  readonly letters: Letter[] = [];
  readonly #story: Story;
  readonly #chance: Chance;
  #open: Letter[] = [];

  constructor(story: Story, chance: Chance) {
    this.#story = story;
    this.#chance = chance;
  }

  /** Hands in a letter, which is to be there at a moment. */
  post(connection: string, signals: readonly Signal[], dueAt: Instant): void {
    const id = `${connection}-${this.letters.length + 1}`;
    const letter = { connection, id, signals, dueAt, tries: 0, told: false };
    this.letters.push(letter);
    this.#open.push(letter);
  }

  /** When the next letter is due. */
  nextDue(): Instant | undefined {
    return this.#open.map(({ dueAt }) => dueAt).reduce(earlier, undefined);
  }

  /** Takes the next letter that is due, if there is one. */
  take(now: Instant): Letter | undefined {
    const letter = this.#open.find(({ dueAt }) => dueAt <= now);
    this.#open = this.#open.filter((each) => each !== letter);
    if (letter) letter.tries += 1;
    return letter;
  }

  /** The door said that we have it; some senders did not hear it, and some repeat it all the same. */
  taken(letter: Letter, now: Instant): void {
    letter.told = true;
    if (letter.tries < 4 && this.#chance.of(0.1)) this.#again(letter, now);
  }

  /** The door did not answer, or said no. */
  refused(letter: Letter, now: Instant): void {
    this.#again(letter, now);
  }

  #again(letter: Letter, now: Instant): void {
    letter.dueAt = after(now, this.#chance.between(5 * SECOND, 10 * MINUTE));
    this.#open.push(letter);
    this.#story.tell("postman", `will try ${letter.id} again at ${letter.dueAt}`);
  }
}

function earlier(one: Instant | undefined, two: Instant): Instant {
  return one === undefined || two < one ? two : one;
}
