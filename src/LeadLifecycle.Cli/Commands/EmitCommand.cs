using System.CommandLine;
using LeadLifecycle.Cli.Emit;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Commands;

/// <summary><c>leads emit TYPE …</c> and <c>leads emit --file FILE</c></summary>
public static class EmitCommand
{
    public static Command Make(GlobalOptions globals, Screen screen)
    {
        var type = new Argument<string?>("TYPE") { Description = "What happened, such as lead.captured", Arity = ArgumentArity.ZeroOrOne };
        var source = new Option<string>("--source") { Description = "The emitting system; with --file of the lines that name none", HelpName = "URI" };
        var subject = new Option<string>("--subject") { Description = "The lead's key at its source", HelpName = "KEY" };
        var time = new Option<string>("--time") { Description = "When it happened, with an offset; now if absent", HelpName = "RFC3339" };
        var id = new Option<string>("--id") { Description = "With the source the key by which a repetition is known; a new one if absent", HelpName = "ID" };
        var data = new Option<string>("--data") { Description = "What is said of it, as JSON or in a file", HelpName = "JSON|@FILE" };
        var set = new Option<string[]>("--set") { Description = "A member of the data: contact.email=TEXT, or reopen:=JSON", HelpName = "PATH=TEXT" };
        var file = new Option<string>("--file") { Description = "CloudEvents, one JSON object per line; - is stdin", HelpName = "FILE" };
        var batch = NumberOption.Between("--batch", 1, EventPost.MostEvents, 500, "With --file: events per request");
        var report = new Option<string>("--report") { Description = "With --file: folder for NAME.rejected.jsonl", DefaultValueFactory = _ => ".", HelpName = "FOLDER" };
        var backfill = new Option<bool>("--backfill") { Description = "It is history: quiet, no clocks" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what would be sent, send nothing" };
        var patience = NumberOption.Between("--patience", 0, 86400, 60, "Seconds to keep trying without any progress");
        var command = new Command("emit", "Report a fact, or a file of them, as CloudEvents.") { type, source, subject, time, id, data, set, file, batch, report, backfill, dryRun, patience };
        Option[] ofOne = [subject, time, id, data, set];
        command.Validators.Add(asked =>
        {
            var (hasType, hasFile) = (asked.GetValue(type) is { Length: > 0 }, asked.GetValue(file) is { Length: > 0 });
            if (hasType == hasFile)
            {
                asked.AddError("Name the TYPE of one event, or a --file of many.");
            }
            else if (hasType && asked.GetValue(source) is not { Length: > 0 })
            {
                asked.AddError("--source is required: the emitting system.");
            }
            else if (hasFile && ofOne.FirstOrDefault(option => asked.GetResult(option) is not null) is { } other)
            {
                asked.AddError($"{other.Name} is for one event; the lines of --file say it themselves.");
            }
        });
        command.SetAction((parsed, stop) =>
        {
            var options = new EmitOptions(globals.Server(parsed), globals.Json(parsed), parsed.GetValue(backfill), parsed.GetValue(dryRun), TimeSpan.FromSeconds(parsed.GetValue(patience)));
            return parsed.GetValue(file) is { Length: > 0 } path
                ? new FileRun(options, new EventFile(path, parsed.GetValue(source), parsed.GetValue(batch), parsed.GetValue(report)!), screen).Run(stop)
                : new OneRun(
                    options,
                    new SaidEvent(parsed.GetValue(type)!, parsed.GetValue(source)!, parsed.GetValue(subject), parsed.GetValue(time), parsed.GetValue(id), parsed.GetValue(data), parsed.GetValue(set) ?? []),
                    screen).Run(stop);
        });
        return command;
    }
}
