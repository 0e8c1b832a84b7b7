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
        var root = new RootCommand("Leads from first contact to won or lost: imports, funnels, handoffs.");
        globals.AddTo(root);
        root.Add(ImportCommand.Make(globals, screen));
        root.Add(EmitCommand.Make(globals, screen));
        root.Add(FunnelCommand.Make(globals, screen));
        root.Add(HandoffsCommand.Make(globals, screen));
        root.Add(HistoryCommand.Make(globals, screen));
        root.Add(KeysCommand.Make(globals, screen));
        root.Add(TailCommand.Make(globals, screen));
        root.Add(AuditCommand.Make(globals, screen));
        root.Add(VerifyCommand.Make(globals, screen));
        // An @FILE is a command's own: data, not more of the command line.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        // Only the command that was asked about: in the list of commands the legend would stand once for each.
        parsed.CommandResult.Command.Description += $"\n\n{ExitCode.Legend}";
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

        var command = parsed.CommandResult.Command is RootCommand ? "leads" : $"leads {parsed.CommandResult.Command.Name}";
        screen.Err.WriteLine($"{command} --help tells more.");
        return ExitCode.Usage;
    }
}
