namespace LeadLifecycle.Cli;

/// <summary>A command cannot go on: what happened, what to do about it, and the exit code that says so to scripts.</summary>
public sealed class StoppedException(int exitCode, string message) : Exception(message)
{
    /// <summary>One of <see cref="ExitCode"/>.</summary>
    public int Code { get; } = exitCode;
}
