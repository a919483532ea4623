import type { Clock, Instant } from "@perennial/contract";
import { FaultSwitch } from "../fault/faults.ts";
import { AcceptedLog } from "../log/accepted-log.ts";
import {
  type Beat,
  earliestDue,
  joinBeats,
  runAllDue,
  type SimulatorOptions,
} from "../simulator.ts";
import { Agenda, type Appointment, agendaBeat } from "../time/agenda.ts";
import { plusSeconds } from "../time/instant.ts";
import type { DoorAnswer, DoorRequest } from "./door-request.ts";
import { type DoorOptions, type DoorRefusal, HttpDoor, type Verdict } from "./http-door.ts";

/** What every simulator with an HTTP door keeps over a restart. */
export interface DoorSnapshot {
  /** How many acceptances the snapshot knows of. */
  readonly n: number;
  readonly late: readonly Appointment<DoorRequest>[];
}

/** What a simulator's doors do beside judging. */
export type DoorSettings = Pick<DoorOptions, "takeOver" | "enter" | "bodyLimit" | "headLimit">;

/** A simulator with an HTTP door: its faults, its log of acceptances, and what it accepts late. */
export abstract class HttpSimulator<Entry extends object> implements Beat {
  readonly faults: FaultSwitch;
  /** Everything it accepted, in order. */
  readonly accepted: AcceptedLog<Entry>;
  protected readonly clock: Clock;
  readonly #late = new Agenda<DoorRequest>();
  readonly #lateBeat: Beat;
  readonly #doors: HttpDoor[] = [];

  protected constructor(options: SimulatorOptions) {
    this.clock = options.clock;
    this.faults = new FaultSwitch(options.faults);
    this.accepted = new AcceptedLog(options.journal);
    this.#lateBeat = agendaBeat(this.#late, (request) => {
      const verdict = this.judge(request);
      if ("accept" in verdict) verdict.accept();
    });
  }

  /** Judges a request as the real service would, and changes nothing. */
  protected abstract judge(request: DoorRequest): Verdict;
  /** The service's own form of refusals that come before its checks. */
  protected abstract refuse(why: DoorRefusal): DoorAnswer;
  /** What it has to do at moments of the clock. */
  protected abstract beats(): readonly Beat[];

  /** What its doors do beside judging. */
  protected doorSettings(): DoorSettings {
    return {};
  }

  /** Opens its door on the loopback interface; its `start` function does. */
  async open(port: number): Promise<void> {
    await this.openDoor(port);
  }

  /** Opens a door, a further one where there is one already; all have the same faults and log. */
  protected async openDoor(port: number): Promise<HttpDoor> {
    const door = await HttpDoor.open({
      ...this.doorSettings(),
      port,
      faults: this.faults,
      accepted: this.accepted,
      judge: (request) => this.judge(request),
      refuse: (why) => this.refuse(why),
      later: (request) =>
        this.#late.add(plusSeconds(this.clock.now(), this.faults.now.lateSeconds), request),
    });
    this.#doors.push(door);
    return door;
  }

  /** Where it listens, without a slash at the end; the first of its doors. */
  get url(): string {
    return this.#doors[0]?.url ?? "";
  }

  nextDue(): Instant | undefined {
    return earliestDue([this.#lateBeat, ...this.beats()]);
  }

  runDue(): Promise<number> {
    return joinBeats([this.#lateBeat, ...this.beats()]).runDue();
  }

  /** Does everything that is due by the clock, and awaits the answers of those it calls. */
  tick(): Promise<number> {
    return runAllDue([this], this.clock);
  }

  /** Closes the doors and the journal; may be called twice. */
  async stop(): Promise<void> {
    for (const door of this.#doors) await door.close();
    this.accepted.close();
  }

  protected doorSnapshot(): DoorSnapshot {
    return { n: this.accepted.size, late: this.#late.list() };
  }

  protected restoreDoor(snapshot: DoorSnapshot): void {
    this.#late.load(snapshot.late);
  }
}
