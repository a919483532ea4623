import { JSDOM, VirtualConsole } from "jsdom";
import { OrgError, SaveError } from "../org/org-error.ts";
import type { OrgUser } from "../org/org-user.ts";
import type { SalesforceOrg } from "../org/salesforce-org.ts";
import type { PackageModel } from "../package-model.ts";
import { answerRequest } from "./answer-request.ts";

/** What a page of Salesforce's is made of. */
export interface PageOptions {
  readonly model: PackageModel;
  readonly org: SalesforceOrg;
  readonly user: OrgUser;
  /** The script that defines the components (`bundleComponents`). */
  readonly script: string;
  /** The component that stands on it, as its bundle is called. */
  readonly component: string;
  /** Its public properties. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A page of Salesforce's with a component on it. */
export class SalesforcePage {
  /** What was said on the console: in development the engine tells there of every misuse. */
  readonly complaints: string[] = [];
  /** How often the org was asked, by kind of request. */
  readonly asked: string[] = [];
  readonly #window: JSDOM["window"];
  readonly #pending = new Set<Promise<string>>();

  constructor(options: PageOptions) {
    const output = new VirtualConsole();
    const note = (...words: readonly unknown[]) => {
      this.complaints.push(words.map(String).join(" "));
    };
    output.on("error", note).on("warn", note).on("jsdomError", note);
    const { window } = new JSDOM("<!doctype html><html><body></body></html>", {
      ...{ runScripts: "outside-only", virtualConsole: output, pretendToBeVisual: true },
      url: "https://example.lightning.force.com/",
    });
    this.#window = window;
    const { model, org, user } = options;
    const isSwedish = user.language === "sv";
    Object.assign(window, {
      salesforce: {
        prefix: org.schema.prefix,
        locale: isSwedish ? "sv-SE" : "en-GB",
        timeZone: "Europe/Stockholm",
        labels: Object.fromEntries(isSwedish ? model.swedishLabels : model.labels),
        ask: (text: string) => this.#ask(options, text),
      },
    });
    window.eval(`${options.script}\nglobalThis.perennialPage = perennialPage;`);
    Object.assign(window, { perennialProperties: JSON.stringify(options.properties ?? {}) });
    window.eval(`{
      const element = perennialPage.createElement("c-page", { is: perennialPage.${options.component} });
      Object.assign(element, JSON.parse(perennialProperties));
      document.body.append(element);
    }`);
  }

  /** Waits until every question is answered and what came of it is shown. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet += 1) {
      if (this.#pending.size > 0) quiet = 0;
      await Promise.all(this.#pending);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  /** Everything that is read on the page, in one line. */
  get text(): string {
    return textOf(this.#window.document.body).replace(/\s+/g, " ").trim();
  }

  /** Every element that fits a selector, also inside components, in the order of the page. */
  all(selector: string, within: Node = this.#window.document.body): readonly Element[] {
    return elementsIn(within).filter((each) => each.matches(selector));
  }

  /** The one element that fits. Throws where there is none, or are several. */
  one(selector: string, within?: Node): Element {
    const found = this.all(selector, within);
    const [only] = found;
    if (!only || found.length > 1)
      throw new Error(`${found.length} elements fit ${selector} in: ${this.text}`);
    return only;
  }

  /** What is read in the one element that fits. */
  read(selector: string, within?: Node): string {
    return textOf(this.one(selector, within)).replace(/\s+/g, " ").trim();
  }

  /** The field that a label belongs to, as those find it who hear the page read. */
  field(label: string, within?: Node): HTMLInputElement {
    const named = this.all("label", within).filter((each) => ownText(each).trim() === label);
    const hidden = this.all(`[aria-label="${label}"]`, within);
    const inside = named.flatMap((each) => [...each.querySelectorAll("*")]);
    const [only, ...more] = [...inside, ...hidden].filter(isField);
    if (!only || more.length > 0)
      throw new Error(
        `${more.length + (only ? 1 : 0)} fields are called ${label} in: ${this.text}`,
      );
    return only;
  }

  /** Writes into the field that a label belongs to. */
  async write(label: string, value: string | boolean, within?: Node): Promise<void> {
    const field = this.field(label, within);
    if (field.disabled) throw new Error(`${label} cannot be changed`);
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
    field.dispatchEvent(new this.#window.Event("change", { bubbles: true }));
    await this.settle();
  }

  /** Presses the button with a word on it. */
  async press(word: string, within?: Node): Promise<void> {
    const found = this.all("button", within)
      .filter(isButton)
      .filter((each) => each.textContent?.trim() === word);
    const [only, ...more] = found;
    if (!only || more.length > 0)
      throw new Error(`${found.length} buttons say ${word} in: ${this.text}`);
    if (only.disabled) throw new Error(`${word} cannot be pressed`);
    // Outside a form's own document a submit button would only be refused by the page's script engine.
    only.addEventListener("click", (event) => event.preventDefault(), { once: true });
    only.dispatchEvent(
      new this.#window.MouseEvent("click", { bubbles: true, composed: true, cancelable: true }),
    );
    await this.settle();
  }

  /** What keeps people from using the page, as `rule: element`; without what takes a layout to judge. */
  async barriers(axe: string): Promise<readonly string[]> {
    this.#window.eval(axe);
    const found: unknown = await this.#window.eval(`axe
      .run(document.body, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
        rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
      })
      .then(({ violations }) => JSON.stringify(violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => id + ": " + html))))`);
    return JSON.parse(String(found));
  }

  #ask(options: PageOptions, text: string): Promise<string> {
    const request: Readonly<Record<string, unknown>> = JSON.parse(text);
    this.asked.push(String(request.kind));
    const answer = Promise.resolve().then(() => {
      try {
        return JSON.stringify({ data: answerRequest(options.org, options.user, request) });
      } catch (error) {
        if (!(error instanceof OrgError || error instanceof SaveError)) throw error;
        const { statusCode } = error.body;
        return JSON.stringify({ error: { status: statusCode, ok: false, body: error.body } });
      }
    });
    this.#pending.add(answer);
    void answer
      .finally(() => this.#pending.delete(answer))
      .catch((error: unknown) => {
        this.complaints.push(String(error));
      });
    return answer;
  }
}

/** What is shown of an element: of a component what it has made, of a slot what it was handed. */
function shownIn(node: Node): readonly Node[] {
  if (!isElement(node)) return [...node.childNodes];
  if (node.localName === "style") return [];
  if (isSlot(node)) return node.assignedNodes();
  return [...(node.shadowRoot ?? node).childNodes];
}

function elementsIn(root: Node): readonly Element[] {
  return shownIn(root).flatMap((each) => (isElement(each) ? [each, ...elementsIn(each)] : []));
}

function textOf(node: Node): string {
  if (node.nodeType === node.TEXT_NODE) return node.textContent ?? "";
  return shownIn(node).map(textOf).join(" ");
}

function isSlot(element: Element): element is HTMLSlotElement {
  return element.localName === "slot";
}

function ownText(element: Element): string {
  return [...element.childNodes]
    .filter((each) => each.nodeType === each.TEXT_NODE)
    .map((each) => each.textContent)
    .join("");
}

/** Fields of every kind have what is read and written of an input here. */
function isField(element: Element): element is HTMLInputElement {
  return ["input", "select", "textarea"].includes(element.localName);
}

function isButton(element: Element): element is HTMLButtonElement {
  return element.localName === "button";
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}
