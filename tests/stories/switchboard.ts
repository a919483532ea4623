import type { CallAnswer, CallEntry, CallOutcome, Dialer } from "@perennial/simulators";

const NOBODY: CallAnswer = { outcome: "not-reached", seconds: 40, note: "" };
/** How many agents the call centre has. */
const AGENTS = 4;

/** Who answers the phone, as a story says; where it says nothing, nobody does. */
export class Switchboard {
  readonly #dialer: Dialer;
  readonly #answers = new Map<string, CallAnswer[]>();
  #others = 0;

  constructor(dialer: Dialer) {
    this.#dialer = dialer;
    dialer.setPeople((entry) => this.#answers.get(entry.customerId)?.shift() ?? NOBODY);
  }

  /** Somebody answers the next call so; it takes so many seconds from its first ring. */
  answers(customerId: string, outcome: CallOutcome, seconds: number, note: string): void {
    const answers = this.#answers.get(customerId) ?? [];
    this.#answers.set(customerId, [...answers, { outcome, seconds, note }]);
  }

  /** Other people's calls keep every agent on the phone for so long: put on the list as any system would. */
  async keepAgentsBusy(hours: number): Promise<void> {
    for (let agent = 0; agent < AGENTS; agent++) {
      this.#others += 1;
      const customerId = `somebody-else-${this.#others}`;
      this.answers(customerId, "reached", hours * 3_600, "");
      await this.#put({
        id: `other-${this.#others}`,
        customerId,
        phone: "+46700999999",
        name: "Någon annan",
        reason: "Felanmälan",
        priority: 100,
      });
    }
  }

  async #put(entry: CallEntry): Promise<void> {
    const { url, token } = this.#dialer;
    const response = await fetch(new URL(`/entries/${entry.id}`, url), {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(entry),
    });
    if (!response.ok) throw new Error(`The dialer answered ${response.status}.`);
  }
}
