import type { Agreement, LocalDate } from "@perennial/contract";
import { noticeWindow } from "../../policy/notice-window.ts";
import type { StatutoryNotice } from "../../policy/rule-pack.ts";
import type { ContactEffect } from "../contact/policy-question.ts";
import type { AgreementGroup, NoticeResult } from "../simulation-result.ts";
import type { NoticeGap } from "./notice-gap.ts";

/** What notices are judged by. */
export interface NoticeRules {
  /** Whether only messages that the law asks for count; otherwise any message about the agreement does. */
  readonly onlyStatutory: boolean;
  readonly window: StatutoryNotice | undefined;
  readonly zone: string;
  readonly from: LocalDate;
  /** How many ids are listed in a group. */
  readonly examples: number;
}

/** What is known of an agreement's notice. */
interface Trail {
  enteredOn?: LocalDate;
  /** The days on which notices left. */
  sentOn?: LocalDate[];
  turnedAway?: boolean;
  left?: boolean;
  /** Why the notice could not be sent, or what held it back. */
  stoppedBy?: string;
  handedOver?: boolean;
}

interface Group {
  readonly ids: string[];
  handedOver: number;
}

/** Follows whether everybody is told in time that the agreement ends: product.md 2, item 1, "who would be left unnoticed". */
export class NoticeBook {
  readonly #rules: NoticeRules;
  readonly #trails = new Map<string, Trail>();
  readonly #unnoticed = new Map<string, Group>();
  readonly #outside = new Map<string, Group>();
  #ended = 0;
  #inTime = 0;
  #renewed = 0;

  constructor(rules: NoticeRules) {
    this.#rules = rules;
  }

  entered(agreementId: string | undefined, today: LocalDate): void {
    const trail = this.#trail(agreementId);
    trail.enteredOn ??= today;
    trail.left = false;
  }

  turnedAway(agreementId: string | undefined): void {
    this.#trail(agreementId).turnedAway = true;
  }

  left(agreementId: string | undefined): void {
    this.#trail(agreementId).left = true;
  }

  sent(agreementId: string | undefined, effect: ContactEffect, today: LocalDate): void {
    if (!this.#isNotice(effect)) return;
    const trail = this.#trail(agreementId);
    trail.sentOn = [...(trail.sentOn ?? []), today];
  }

  held(agreementId: string | undefined, effect: ContactEffect, reason: string): void {
    if (this.#isNotice(effect)) this.#trail(agreementId).stoppedBy = reason;
  }

  skipped(agreementId: string | undefined, effect: ContactEffect, reason: string): void {
    if (this.#isNotice(effect)) this.#trail(agreementId).stoppedBy = reason;
  }

  /** Staff got a task in the place of a message that could not be sent. */
  handedOver(agreementId: string | undefined): void {
    this.#trail(agreementId).handedOver = true;
  }

  /**
   * Judges an agreement in force on its last day, when that day is over.
   * @param orderedOn When its renewal was ordered; one who orders before the notice is due needs none.
   */
  close(agreement: Agreement, orderedOn: LocalDate | undefined): void {
    const { id, end } = agreement;
    if (end === undefined) return;
    const trail = this.#trails.get(id) ?? {};
    this.#trails.delete(id);
    this.#ended++;
    if (trail.sentOn === undefined) {
      if (this.#isMoot(orderedOn, end)) this.#renewed++;
      else this.#file(this.#unnoticed, { id, trail, reason: this.#whyUnnoticed(trail, end) });
      return;
    }
    const gap = this.#whyOutside(trail.sentOn, trail, end);
    if (gap === undefined) this.#inTime++;
    else this.#file(this.#outside, { id, trail, reason: gap });
  }

  result(): NoticeResult {
    return {
      counts: this.#rules.onlyStatutory ? "statutory" : "any-message",
      ended: this.#ended,
      inTime: this.#inTime,
      renewed: this.#renewed,
      unnoticed: this.#list(this.#unnoticed),
      outsideWindow: this.#list(this.#outside),
    };
  }

  #isNotice(effect: ContactEffect): boolean {
    if (effect.kind === "call") return false;
    return !this.#rules.onlyStatutory || effect.class === "statutory";
  }

  #whyUnnoticed(trail: Trail, end: LocalDate): string {
    if (trail.enteredOn === undefined) {
      if (trail.turnedAway) return "turned-away" satisfies NoticeGap;
      return this.#hadBegun(end) ? "never-entered" : "began-too-late";
    }
    if (trail.stoppedBy !== undefined) return trail.stoppedBy;
    return (trail.left ? "left-program" : "not-reached") satisfies NoticeGap;
  }

  /** Nothing where one of the notices left in the days that the rules set. */
  #whyOutside(
    sentOn: readonly LocalDate[],
    { enteredOn }: Trail,
    end: LocalDate,
  ): NoticeGap | undefined {
    const { window, zone } = this.#rules;
    if (window === undefined) return undefined;
    const { firstDate, lastDate } = noticeWindow(end, window, zone);
    if (sentOn.some((date) => date >= firstDate && date <= lastDate)) return undefined;
    if (sentOn.every((date) => date < firstDate)) return "sent-too-early";
    if (!this.#hadBegun(end)) return "began-too-late";
    return enteredOn !== undefined && enteredOn > lastDate ? "entered-too-late" : "sent-too-late";
  }

  #isMoot(orderedOn: LocalDate | undefined, end: LocalDate): boolean {
    if (orderedOn === undefined) return false;
    const { window, zone } = this.#rules;
    return window === undefined || orderedOn <= noticeWindow(end, window, zone).lastDate;
  }

  /** Whether the simulated time had begun on the last day for the notice. */
  #hadBegun(end: LocalDate): boolean {
    const { window, zone, from } = this.#rules;
    return window === undefined || noticeWindow(end, window, zone).lastDate >= from;
  }

  #file(
    groups: Map<string, Group>,
    { id, trail, reason }: { readonly id: string; readonly trail: Trail; readonly reason: string },
  ): void {
    const group = groups.get(reason) ?? { ids: [], handedOver: 0 };
    groups.set(reason, group);
    group.ids.push(id);
    if (trail.handedOver) group.handedOver++;
  }

  #list(groups: Map<string, Group>): NoticeResult["unnoticed"] {
    const listed = [...groups].map(
      ([reason, { ids, handedOver }]): AgreementGroup => ({
        reason,
        count: ids.length,
        handedOver,
        agreementIds: ids.toSorted().slice(0, this.#rules.examples),
      }),
    );
    listed.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
    return { count: listed.reduce((sum, { count }) => sum + count, 0), groups: listed };
  }

  #trail(agreementId: string | undefined): Trail {
    const id = agreementId ?? "";
    const known = this.#trails.get(id);
    if (known) return known;
    const trail: Trail = {};
    this.#trails.set(id, trail);
    return trail;
  }
}
