namespace LeadLifecycle.Server.Hosting;

/// <summary>A request that cannot be answered as asked, with the code that says why.</summary>
public sealed class ProblemException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;
}
