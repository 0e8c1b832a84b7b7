using System.CommandLine;
using LeadLifecycle.Cli.Http;

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

    private readonly Option<string> key = new("--key") { Description = "Key to ask under (ll_…); better set LEADS_KEY, which other users of the machine do not see", Recursive = true };

    private readonly Option<bool> json = new("--json") { Description = "Print the server's JSON as it came", Recursive = true };

    public void AddTo(RootCommand root)
    {
        root.Add(server);
        root.Add(key);
        root.Add(json);
    }

    public bool Json(ParseResult parsed) => parsed.GetValue(json);

    /// <exception cref="StoppedException">The address or the key is not one.</exception>
    public Destination Server(ParseResult parsed) => new(Address(parsed), Key(parsed));

    private Uri Address(ParseResult parsed)
    {
        var text = parsed.GetValue(server)!;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new StoppedException(ExitCode.Usage, $"\"{text}\" is not an address of a server; write it like http://localhost:5000.");
    }

    private string? Key(ParseResult parsed)
    {
        var given = parsed.GetValue(key) ?? Environment.GetEnvironmentVariable("LEADS_KEY");
        if (string.IsNullOrEmpty(given)) return null;
        return given.All(c => c is > ' ' and < '\x7f') ? given : throw new StoppedException(ExitCode.Usage, "--key or LEADS_KEY holds no key: one is ll_ and printable ASCII without blanks.");
    }
}
