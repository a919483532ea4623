import { createHmac, timingSafeEqual } from "node:crypto";

/** Who a link is for. */
export interface Unsubscriber {
  readonly tenant: number;
  readonly customerId: string;
}

/** Makes and reads the links that end a customer's marketing with one click; nobody else can make one. */
export class UnsubscribeLinks {
  readonly #key: Buffer;
  readonly #publicUrl: string;

  constructor(installationKey: Buffer, publicUrl: string) {
    this.#key = createHmac("sha256", installationKey).update("unsubscribe links").digest();
    this.#publicUrl = publicUrl;
  }

  /** The link for a customer; the same every time. */
  url(tenant: number, customerId: string): string {
    const payload = Buffer.from(JSON.stringify([tenant, customerId])).toString("base64url");
    return new URL(`/unsubscribe/${payload}.${this.#sign(payload)}`, this.#publicUrl).href;
  }

  /** Who the last part of a link is for; nothing for one that we did not make. */
  read(token: string): Unsubscriber | undefined {
    const [payload = "", signature = ""] = token.split(".");
    const given = Buffer.from(signature);
    const right = Buffer.from(this.#sign(payload));
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    const [tenant, customerId] = JSON.parse(Buffer.from(payload, "base64url").toString()) as [
      number,
      string,
    ];
    return { tenant, customerId };
  }

  #sign(payload: string): string {
    return createHmac("sha256", this.#key).update(payload).digest("base64url").slice(0, 22);
  }
}
