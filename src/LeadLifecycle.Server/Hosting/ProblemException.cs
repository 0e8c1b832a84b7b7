namespace LeadLifecycle.Server.Hosting;

/// <summary>A request that cannot be answered as asked, with the code that says why.</summary>
public class ProblemException(string code, string detail, Exception? cause = null) : Exception(detail, cause)
{
    public string Code { get; } = code;
}
