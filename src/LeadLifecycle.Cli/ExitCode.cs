namespace LeadLifecycle.Cli;

/// <summary>What the exit code of <c>leads</c> means; printed by <c>--help</c>.</summary>
public static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Done = 0;

    /// <summary>The server answered with a problem, or rows were refused.</summary>
    public const int Refused = 1;

    /// <summary>The command line or the mapping file is wrong; nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>The server cannot be reached, or it is unknown whether the last request was carried out.</summary>
    public const int Unreachable = 3;

    /// <summary>A data file cannot be read as the mapping says; nothing was sent.</summary>
    public const int Data = 4;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;

    public const string Legend =
        """
        Exit codes: 0 done; 1 rows refused, or the server answered with a problem; 2 wrong usage or mapping, nothing sent;
        3 server unreachable or outcome unknown; 4 a data file is not as the mapping says, nothing sent; 130 Ctrl-C.
        """;
}
