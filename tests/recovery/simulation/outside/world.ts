import type { Instant, Manifest, Signal } from "@perennial/contract";
import { Chance } from "../machine/chance.ts";
import { after, HOUR, MINUTE, type Story } from "../machine/story.ts";
import type { Turns } from "../machine/turns.ts";
import { ChangeFeed } from "./change-feed.ts";
import { BEGINNING } from "./company.ts";
import { Consequences } from "./consequences.ts";
import { Fates } from "./fates.ts";
import { BUSY, type News, People } from "./people.ts";
import { Postman } from "./postman.ts";
import { Provider, type ProviderOptions } from "./provider.ts";

/** What a world is made of. */
export interface WorldOptions {
  readonly seed: number;
  readonly story: Story;
  readonly turns: Turns;
  readonly now: () => Instant;
  /** Changes what a connector says of its own proof, in a planted fault. */
  readonly proof?: ((proof: Manifest["proof"]) => Manifest["proof"]) | undefined;
}

/** Something that happens outside at a moment. */
export interface Happening {
  readonly at: Instant;
  readonly what: string;
  readonly happens: () => void;
}

const PROOFS: readonly Manifest["proof"][] = [
  {},
  { key: { ttlSeconds: 86_400 } },
  { lookUp: { settleSeconds: 30 } },
  { reports: true },
  { lookUp: { settleSeconds: 30 }, reports: true },
];

/** Everything outside of Perennial: the customers with what they do, and the systems it talks with. */
export class World {
  readonly providers: readonly Provider[];
  readonly people: People;
  readonly postman: Postman;
  readonly feed = new ChangeFeed();
  readonly happenings: readonly Happening[];
  /** Whether the real renewal program runs, and not the small one. */
  readonly isRenewal: boolean;
  /** What was told by the feed. */
  readonly fed: Signal[] = [];
  readonly #options: WorldOptions;
  readonly #fates: Fates[] = [];
  readonly #chance: Chance;
  readonly #roughness: number;
  readonly #consequences: Consequences;

  constructor(options: WorldOptions) {
    const { seed, story } = options;
    this.#options = options;
    this.#chance = new Chance(seed, "world");
    this.#roughness = this.#chance.pick([5, 20, 45]);
    this.isRenewal = seed % 16 === 7;
    this.postman = new Postman(story, new Chance(seed, "postman"));
    this.#consequences = new Consequences({ seed, postman: this.postman });
    const writes = ["create-task", "update-record", "add-note"] as const;
    this.providers = [
      this.#provider("sms", { commands: ["send-sms"], proof: this.#chance.pick(PROOFS) }),
      this.#provider("mail", { commands: ["send-email"], proof: this.#chance.pick(PROOFS) }),
      this.#provider("dialer", { commands: ["put-call", "withdraw-call"], proof: {} }),
      this.#provider("crm", { commands: [...writes], proof: {}, feed: this.feed }),
    ];
    this.people = new People({ seed, term: this.isRenewal ? 88 : 30 });
    const happenings = this.people.news.map((news) => this.#told(news));
    if (this.#chance.of(0.3)) happenings.push(...this.#signOut());
    this.happenings = happenings.sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  /** From now on everything outside goes well. */
  calm(): void {
    for (const fates of this.#fates) {
      fates.roughness = 0;
      fates.signedOut = false;
    }
  }

  #provider(id: string, parts: Pick<ProviderOptions, "commands" | "proof" | "feed">): Provider {
    const { seed, story, turns, now, proof } = this.#options;
    const fates = new Fates(seed, id, this.#roughness);
    this.#fates.push(fates);
    const provider: Provider = new Provider({
      ...{ id, ...parts, story, turns, fates, now, declared: proof?.(parts.proof) },
      onTaken: (taken) => this.#consequences.follow(taken, provider),
    });
    return provider;
  }

  /** A provider refuses our credentials for some hours; then somebody mends it. */
  #signOut(): readonly Happening[] {
    const fates = this.#chance.pick(this.#fates);
    const at = after(BEGINNING, this.#chance.between(MINUTE, BUSY));
    const mended = after(at, this.#chance.between(HOUR, 6 * HOUR));
    const happens = (signedOut: boolean) => () => {
      fates.signedOut = signedOut;
    };
    return [
      { at, what: "a provider refuses our credentials", happens: happens(true) },
      { at: mended, what: "credentials are mended", happens: happens(false) },
    ];
  }

  /** Something becomes known to the CRM, which tells it by a delivery or when it is asked. */
  #told({ at, signal }: News): Happening {
    const byFeed = this.#chance.of(0.3);
    const delay = this.#chance.of(0.3) ? this.#chance.between(MINUTE, 6 * HOUR) : 0;
    const twice = this.#chance.of(0.2);
    const happens = () => {
      if (byFeed) {
        this.feed.add(signal);
        this.fed.push(signal);
        return;
      }
      this.postman.post("crm", [signal], after(at, delay));
      // The same news in another delivery.
      if (twice) this.postman.post("crm", [signal], after(at, delay + HOUR));
    };
    return { at, what: `${signal.id} is so${byFeed ? " (by the feed)" : ""}`, happens };
  }
}
