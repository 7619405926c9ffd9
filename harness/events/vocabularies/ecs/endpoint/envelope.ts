import { commonEnvelope, TIME_CREATED } from "../envelope.ts";
import { constant, type EcsTable } from "../ecs-row.ts";

/** What every event of Elastic Defend has, whatever it is about. */
export function endpointEnvelope(): EcsTable {
  return {
    ...commonEnvelope(TIME_CREATED),
    "event.created": TIME_CREATED,
    "agent.type": constant("endpoint"),
  };
}
