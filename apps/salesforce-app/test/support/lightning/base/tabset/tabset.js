import { LightningElement } from "lwc";

/** `lightning-tabset`: tabs, of which one is open. What is in a tab is made when it is first opened. */
export default class Tabset extends LightningElement {
  tabs = [];
  active;

  get items() {
    return this.tabs.map(({ value, label }) => ({
      value,
      label,
      isOpen: String(value === this.active),
    }));
  }

  readTabs() {
    this.tabs = [...this.querySelectorAll("lightning-tab")];
    this.open(this.active ?? this.tabs[0]?.value);
  }

  choose(event) {
    this.open(event.currentTarget.dataset.value);
  }

  open(value) {
    this.active = value;
    for (const tab of this.tabs) tab.loadContent(tab.value === value);
  }
}
