namespace LeadLifecycle.Server.Intake;

/// <summary>The queue is full; nothing of the request was taken.</summary>
public sealed class IntakeOverloadedException() : Exception("The intake queue is full.");

/// <summary>Nobody knows whether the commit happened; the same ids again return the first outcomes.</summary>
public sealed class OutcomeUnknownException(Exception cause) : Exception("The outcome of the commit is unknown.", cause);
