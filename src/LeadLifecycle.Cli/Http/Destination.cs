namespace LeadLifecycle.Cli.Http;

/// <summary>Where requests go and under which key; a key is sent and never printed.</summary>
/// <param name="Key">Null sends none, which is enough for a server in development.</param>
public sealed record Destination(Uri Address, string? Key)
{
    /// <summary>Without the key, whoever prints it.</summary>
    public override string ToString() => $"{Address}";
}
