using System.CommandLine;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Commands;

/// <summary><c>leads audit</c>: takes proofs from the service, to be kept and verified elsewhere.</summary>
public static class AuditCommand
{
    public static Command Make(GlobalOptions globals, Screen screen)
    {
        var command = new Command("audit", "Bundles, checkpoints and the key, to be kept elsewhere; leads verify checks them.");
        command.Add(Bundle(globals, screen));
        command.Add(Simple("checkpoint", "The latest signed checkpoint.", "v1/audit/checkpoint", globals, screen));
        command.Add(Simple("key", "The public key that signs checkpoints.", "v1/audit/key", globals, screen));
        return command;
    }

    private static Command Bundle(GlobalOptions globals, Screen screen)
    {
        var lead = new Argument<string>("LEAD") { Description = "The lead's id", Arity = ArgumentArity.ZeroOrOne };
        var from = new Option<string>("--from") { Description = "Or all that was recorded from this instant …" };
        var to = new Option<string>("--to") { Description = "… to before this one" };
        var file = new Option<string>("--out") { Description = "The file to write; standard output when absent" };
        var command = new Command("bundle", "Events with their proofs as one file that is verified without the service.") { lead, from, to, file };
        command.Validators.Add(result =>
        {
            var (one, times) = (result.GetValue(lead) is not null, (result.GetValue(from) is not null, result.GetValue(to) is not null));
            if (times is not ((true, true) or (false, false)) || one == (times is (true, true))) result.AddError("Give a lead id, or --from and --to together.");
        });
        command.SetAction(async (parsed, stop) =>
        {
            using var server = new LeadsServer(globals.Server(parsed));
            var path = parsed.GetValue(lead) is { } id ? $"v1/audit/leads/{Uri.EscapeDataString(id)}/bundle" : Query.Of("v1/audit/bundle", ("from", parsed.GetValue(from)), ("to", parsed.GetValue(to)));
            var answer = await server.Get(path, stop);
            if (parsed.GetValue(file) is { } name) await File.WriteAllBytesAsync(name, answer.Body, stop);
            else screen.Raw(answer.Body);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Simple(string name, string says, string path, GlobalOptions globals, Screen screen)
    {
        var command = new Command(name, says);
        command.SetAction(async (parsed, stop) =>
        {
            using var server = new LeadsServer(globals.Server(parsed));
            screen.Out.Write(System.Text.Encoding.UTF8.GetString((await server.Get(path, stop)).Body));
            return ExitCode.Done;
        });
        return command;
    }
}
