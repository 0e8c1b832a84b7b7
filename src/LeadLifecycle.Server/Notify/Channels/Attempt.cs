namespace LeadLifecycle.Server.Notify.Channels;

internal enum AttemptOutcome
{
    /// <summary>The receiver said 2xx, and its whole answer was read.</summary>
    Delivered,

    /// <summary>To be tried again.</summary>
    Failed,

    /// <summary>The receiver will never take this one: it is a dead letter at once.</summary>
    Refused,

    /// <summary>The receiver wants no more (410): the subscription is disabled at once.</summary>
    Gone,

    /// <summary>The receiver is overloaded (429, 502, 504): nothing is sent to it for a while.</summary>
    Throttled,
}

/// <summary>How one attempt ended.</summary>
/// <param name="Status">The HTTP status, by email the SMTP reply code, when there was one.</param>
/// <param name="Error">A stable short code when no 2xx came: <c>status</c>, <c>redirect</c>, <c>timeout</c>, <c>refused</c>, <c>unreachable</c>, <c>tls</c>, <c>reset</c>, <c>blocked-address</c> …; by email also <c>auth</c>, <c>deferred</c>, <c>sender-refused</c>, <c>recipient-refused</c>, <c>mail-refused</c>, <c>unconfigured</c>.</param>
/// <param name="Answer">The first 4 KB of the answer, as text.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone.</param>
internal sealed record Attempt(AttemptOutcome Outcome, int? Status = null, string? Error = null, string? Answer = null, TimeSpan? RetryAfter = null);
