using System.CommandLine;

namespace LeadLifecycle.Cli.Commands;

/// <summary>The options every command has.</summary>
public sealed class GlobalOptions
{
    private readonly Option<string> server = new("--server")
    {
        Description = "Address of the server; LEADS_SERVER sets another default",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("LEADS_SERVER") is { Length: > 0 } address ? address : "http://localhost:5000",
        Recursive = true,
    };

    private readonly Option<bool> json = new("--json") { Description = "Print the server's JSON as it came", Recursive = true };

    public void AddTo(RootCommand root)
    {
        root.Add(server);
        root.Add(json);
    }

    public bool Json(ParseResult parsed) => parsed.GetValue(json);

    /// <exception cref="StoppedException">The address is not one.</exception>
    public Uri Server(ParseResult parsed)
    {
        var text = parsed.GetValue(server)!;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new StoppedException(ExitCode.Usage, $"\"{text}\" is not an address of a server; write it like http://localhost:5000.");
    }
}
