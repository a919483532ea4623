import type { CallAnswer, CallEntry, Dialer } from "@perennial/simulators";

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

  /** A customer answers the next call that nothing was said of yet. */
  answers(customerId: string, answer: CallAnswer): void {
    this.#answers.set(customerId, [...(this.#answers.get(customerId) ?? []), answer]);
  }

  /** Other people's calls, put on the list by another system, keep every agent on the phone for so long. */
  async keepAgentsBusy(hours: number): Promise<void> {
    for (let agent = 0; agent < AGENTS; agent++) {
      this.#others += 1;
      const id = `other-${this.#others}`;
      this.answers(id, { outcome: "reached", seconds: hours * 3_600, note: "" });
      const entry = { id, customerId: id, phone: "+46700999999", name: "Någon annan" };
      await this.#put({ ...entry, reason: "Felanmälan", priority: 100 });
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
