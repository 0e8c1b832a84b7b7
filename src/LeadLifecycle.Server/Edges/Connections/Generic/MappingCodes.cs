namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>Why an item waits in quarantine, when it is the mapping that does not know; stable.</summary>
internal static class MappingCodes
{
    public const string ItemsMissing = "mapping.items-missing";
    public const string NoRule = "mapping.no-rule";
    public const string IdMissing = "mapping.id-missing";
    public const string IdNotUnique = "mapping.id-not-unique";
    public const string SubjectMissing = "mapping.subject-missing";
    public const string TimeMissing = "mapping.time-missing";
    public const string TimeUnreadable = "mapping.time-unreadable";
    public const string TimeAmbiguous = "mapping.time-ambiguous";
    public const string ValueUnknown = "mapping.value-unknown";
    public const string NotText = "mapping.not-text";
}
