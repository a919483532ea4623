/** The channel of all selected entities. */
export const WHOLE_CHANNEL = "/data/ChangeEvents";

/** Channels of one entity. */
export const ENTITY_CHANNEL = /^\/data\/\w+ChangeEvent$/;

/** The channel of an entity, such as `/data/AccountChangeEvent` or `/data/perennial__Renewal__ChangeEvent`. */
export function channelOf(entity: string): string {
  return `/data/${entity.endsWith("__c") ? entity.slice(0, -1) : entity}ChangeEvent`;
}
