import { constant, type EcsTable } from "../ecs-row.ts";
import { noData, type EventRow } from "../event-row.ts";

/**
 * Returns what Elastic Defend says of events in one of its datasets.
 *
 * @param category one or more, a space between them; so is the type
 * @param type empty if it hangs on the event
 * @param action empty if it hangs on the event, or there is none
 */
export function endpointRow(
  dataset: string,
  category: string,
  type: string,
  action: string,
  fields: EcsTable,
): EventRow {
  const name = constant(`endpoint.events.${dataset}`);
  return {
    category: category.split(" "),
    ...(type !== "" && { type: type.split(" ") }),
    ...(action !== "" && { action }),
    fields: { "event.dataset": name, "data_stream.dataset": name, ...fields },
    eventData: noData,
    userData: noData,
  };
}
