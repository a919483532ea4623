import { setting } from "@perennial/connector-kit";
import { z } from "zod";

/** Where tasks are made: rows of Dynamics, or tasks in the To Do of whoever they belong to. */
export const TasksIn = setting(z.enum(["dynamics", "to-do"]), {
  label: { sv: "Uppgifter hamnar i", en: "Tasks are made in" },
  help: {
    sv: "Dynamics, eller Microsoft To Do hos den som uppgiften är till. Den som saknar To Do får sin uppgift i Dynamics.",
    en: "Dynamics, or the Microsoft To Do of whoever the task is for. Who has no To Do gets the task in Dynamics.",
  },
}).default("dynamics");

/** Whether what has a time also stands in a calendar. */
export const CalendarToo = setting(z.boolean(), {
  label: { sv: "Lägg även i kalendern", en: "Put in the calendar too" },
  help: {
    sv: "Uppgifter och samtal med en tid läggs i Outlook hos den som ska göra dem.",
    en: "Tasks and calls that have a time are put in the Outlook of whoever is to do them.",
  },
}).default(false);
