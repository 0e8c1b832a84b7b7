using LeadLifecycle.Server.Store;
using Npgsql;

namespace LeadLifecycle.Server.Intake;

/// <summary>What a failed transaction means for those who wait for it.</summary>
internal static class CommitFailure
{
    /// <summary>Somebody else wrote one of the leads or recorded one of the ids first: read again, decide again.</summary>
    public static bool IsConflict(Exception failure) =>
        Refusal(failure)?.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>While saving: the database did not say that it refused, so the transaction may have been committed.</summary>
    public static bool IsUnknown(Exception failure) => failure is not NotSentException && !IsConflict(failure) && (Refusal(failure) is not { } refusal || IsInterruption(refusal));

    /// <summary>The database is not there; trying each lead alone would only wait once per lead.</summary>
    public static bool IsOutage(Exception failure) => Refusal(failure) is { } refusal
        ? IsInterruption(refusal)
        : failure is NpgsqlException or TimeoutException or NotSentException || failure.InnerException is NpgsqlException;

    /// <summary>Classes 08 (connection), 53 (resources), 57 (operator intervention) and the codes for an unknown completion.</summary>
    private static bool IsInterruption(PostgresException refusal) => refusal.SqlState is "40003" or "08007"
        || refusal.SqlState.StartsWith("08", StringComparison.Ordinal)
        || refusal.SqlState.StartsWith("53", StringComparison.Ordinal)
        || refusal.SqlState.StartsWith("57", StringComparison.Ordinal);

    private static PostgresException? Refusal(Exception? failure) =>
        failure is null ? null : failure as PostgresException ?? Refusal(failure.InnerException);
}
