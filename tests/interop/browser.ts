/** What a browser ended on. */
export interface Page {
  readonly status: number;
  readonly url: string;
  readonly text: string;
}

const MOST_HOPS = 10;

/** An administrator's browser: follows where it is sent and keeps each site's cookies. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly #language: string;

  /** @param language what it asks pages for. @default "sv" */
  constructor(language = "sv") {
    this.#language = language;
  }

  /** Opens an address and gives the page at the end of it. */
  async open(address: string): Promise<Page> {
    let url = new URL(address);
    for (let hops = 0; hops < MOST_HOPS; hops++) {
      const response = await fetch(url, { redirect: "manual", headers: this.#headers(url) });
      this.#keep(url, response);
      const to = response.headers.get("location");
      if (to === null)
        return { status: response.status, url: url.href, text: await response.text() };
      url = new URL(to, url);
    }
    throw new Error(`${address} leads on and on.`);
  }

  #headers(url: URL): Record<string, string> {
    const kept = [...(this.#cookies.get(url.origin) ?? [])].map((pair) => pair.join("="));
    return {
      "accept-language": this.#language,
      ...(kept.length > 0 && { cookie: kept.join("; ") }),
    };
  }

  #keep(url: URL, response: Response): void {
    const jar = this.#cookies.get(url.origin) ?? new Map<string, string>();
    this.#cookies.set(url.origin, jar);
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}
