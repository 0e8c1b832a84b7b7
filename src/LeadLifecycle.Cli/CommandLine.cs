using System.CommandLine;
using System.CommandLine.Invocation;
using LeadLifecycle.Cli.Commands;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli;

/// <summary>The commands of <c>leads</c>, and the one place where their failures become a sentence and an exit code.</summary>
public static class CommandLine
{
    public static async Task<int> Run(string[] arguments, Screen screen, CancellationToken stop = default)
    {
        var globals = new GlobalOptions();
        var root = new RootCommand($"Leads from first contact to won or lost: imports, funnels, handoffs.\n\n{ExitCode.Legend}");
        globals.AddTo(root);
        root.Add(ImportCommand.Make(globals, screen));
        root.Add(FunnelCommand.Make(globals, screen));
        root.Add(HandoffsCommand.Make(globals, screen));
        root.Add(HistoryCommand.Make(globals, screen));
        root.Add(TailCommand.Make(globals, screen));
        var parsed = root.Parse(arguments);
        if (parsed.Action is ParseErrorAction)
        {
            return Misused(parsed, screen);
        }

        try
        {
            var output = new InvocationConfiguration { Output = screen.Out, Error = screen.Err, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
            return await parsed.InvokeAsync(output, stop);
        }
        catch (StoppedException e)
        {
            screen.Err.WriteLine(e.Message);
            return e.Code;
        }
        catch (KeyNotFoundException e)
        {
            screen.Err.WriteLine($"The server's answer lacks something this client reads ({e.Message}) Are both of the same version?");
            return ExitCode.Refused;
        }
        catch (OperationCanceledException)
        {
            screen.Err.WriteLine("Stopped.");
            return ExitCode.Interrupted;
        }
    }

    private static int Misused(ParseResult parsed, Screen screen)
    {
        foreach (var error in parsed.Errors)
        {
            screen.Err.WriteLine(error.Message);
        }

        screen.Err.WriteLine($"leads {string.Join(' ', Path(parsed.CommandResult.Command))} --help tells more.".Replace("  ", " "));
        return ExitCode.Usage;
    }

    private static IEnumerable<string> Path(Command command) => command is RootCommand ? [] : [command.Name];
}
