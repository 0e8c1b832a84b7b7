namespace LeadLifecycle.Server.Intake;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "A group of {Count} failed as a whole; its callers were told 503 and may send again")]
    public static partial void GroupFailed(ILogger logger, int count, Exception failure);

    [LoggerMessage(LogLevel.Error, "Lead {LeadId} could not be written; its neighbours were")]
    public static partial void LeadFailed(ILogger logger, Guid leadId, Exception failure);
}
