/**
 * Names that every Windows event has: the elements of its `System`, and their attributes as
 * `Element_Attribute`.
 *
 * @see Microsoft, "SystemPropertiesType Complex Type"
 */
export const SYSTEM_FIELDS: readonly string[] = [
  "EventID",
  "EventID_Qualifiers",
  "Channel",
  "Computer",
  "EventRecordID",
  "Version",
  "Level",
  "Task",
  "Opcode",
  "Keywords",
  "Provider_Name",
  "Provider_Guid",
  "Provider_EventSourceName",
  "TimeCreated_SystemTime",
  "Execution_ProcessID",
  "Execution_ThreadID",
  "Security_UserID",
  "Correlation_ActivityID",
  "Correlation_RelatedActivityID",
];
