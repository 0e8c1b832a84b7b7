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
        var command = new Command("tail", "Follow the feed of events, one line each, until Ctrl-C.") { after };
        command.SetAction(async (parsed, stop) =>
        {
            using var server = new LeadsServer(globals.Server(parsed));
            var patience = new Patience(server, TimeSpan.FromSeconds(60), Task.Delay, trouble => Say(trouble, screen));
            await new Feed(server, patience, globals.Json(parsed), screen).Follow(parsed.GetValue(after), stop);
            return ExitCode.Done;
        });
        return command;
    }

    // No bar here that a line could tear.
    private static void Say(string trouble, Screen screen)
    {
        if (trouble.Length > 0)
        {
            screen.Err.WriteLine(trouble);
        }
    }
}
