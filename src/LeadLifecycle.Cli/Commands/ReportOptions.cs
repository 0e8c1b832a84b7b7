using System.CommandLine;

namespace LeadLifecycle.Cli.Commands;

/// <summary>The options the reports share; they go to the server as they are, and the server judges them.</summary>
public sealed class ReportOptions
{
    private readonly (string Parameter, Option<string> Option)[] all =
    [
        ("by", new("--by") { Description = "Break down by: source, channel, campaign, team, owner, reason (several with commas)" }),
        ("from", new("--from") { Description = "Only from this instant on, inclusive (RFC 3339)", HelpName = "INSTANT" }),
        ("to", new("--to") { Description = "Only before this instant", HelpName = "INSTANT" }),
        ("asOf", new("--as-of") { Description = "What was true before this instant", HelpName = "INSTANT" }),
        ("knownAt", new("--known-at") { Description = "What was known at this instant", HelpName = "INSTANT" }),
        ("period", new("--period") { Description = "Also group by period, such as month" }),
        ("zone", new("--zone") { Description = "IANA time zone the periods are cut in; UTC if absent" }),
    ];

    public void AddTo(Command command)
    {
        foreach (var (_, option) in all)
        {
            command.Add(option);
        }
    }

    public IEnumerable<(string Name, string? Value)> Of(ParseResult parsed) =>
        all.Select(option => (option.Parameter, parsed.GetValue(option.Option)));
}
