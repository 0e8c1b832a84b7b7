using System.CommandLine;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Output;
using LeadLifecycle.Cli.Reports;

namespace LeadLifecycle.Cli.Commands;

/// <summary><c>leads tail</c>: every event as it is recorded.</summary>
public static class TailCommand
{
    public static Command Make(GlobalOptions globals, Screen screen)
    {
        var after = new Option<long?>("--after") { Description = "Begin after this position (0: from the first event); from now on if absent", HelpName = "POSITION" };
        var command = new Command("tail", $"Follow the feed of events, one line each, until Ctrl-C.\n\n{ExitCode.Legend}") { after };
        command.SetAction(async (parsed, stop) =>
        {
            using var server = new LeadsServer(globals.Server(parsed));
            var patience = new Patience(server, TimeSpan.FromSeconds(60), Task.Delay, line => screen.Err.WriteLine(line));
            await new Feed(server, patience, globals.Json(parsed), screen).Follow(parsed.GetValue(after), stop);
            return ExitCode.Done;
        });
        return command;
    }
}
