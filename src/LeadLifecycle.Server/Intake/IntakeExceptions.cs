using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Intake;

/// <summary>The queue is full; nothing of the request was taken.</summary>
public sealed class IntakeOverloadedException() : ProblemException(Codes.IntakeOverloaded, "More is waiting than can be taken; nothing of this request was taken.");

/// <summary>Nobody knows whether the commit happened; the same ids again return the first outcomes.</summary>
public sealed class OutcomeUnknownException(Exception cause)
    : ProblemException(Codes.OutcomeUnknown, "The commit may or may not have happened; send the same ids again to learn the outcome.", cause);
