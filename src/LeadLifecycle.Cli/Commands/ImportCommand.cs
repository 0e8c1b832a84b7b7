using System.CommandLine;
using LeadLifecycle.Cli.Import;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Commands;

/// <summary><c>leads import --mapping FILE DATA…</c></summary>
public static class ImportCommand
{
    public static Command Make(GlobalOptions globals, Screen screen)
    {
        var data = new Argument<string[]>("DATA") { Description = "CSV files, plain or gzip; the mapping decides which is which", Arity = ArgumentArity.OneOrMore };
        var mapping = new Option<string>("--mapping") { Description = "Mapping file (format: schema/import)", Required = true, HelpName = "FILE" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and check everything, count the facts, send nothing" };
        var batch = NumberOption.Between("--batch", 1, 1000, 500, "Facts per request");
        var parallel = NumberOption.Between("--parallel", 1, 64, 4, "Requests at the same time; one lead's facts stay in order");
        var report = new Option<string>("--report") { Description = "Folder for NAME.summary.json and NAME.rejected.csv", DefaultValueFactory = _ => ".", HelpName = "FOLDER" };
        var noWait = new Option<bool>("--no-wait") { Description = "Return before the views show what was sent" };
        var patience = NumberOption.Between("--patience", 0, 86400, 60, "Seconds to keep trying without any progress");
        var command = new Command("import", "Report what files say about leads as backfill. Everything is checked before anything is sent; running it again is safe.")
        {
            data, mapping, dryRun, batch, parallel, report, noWait, patience,
        };
        command.SetAction((parsed, stop) => new ImportRun(
            new ImportOptions(
                globals.Server(parsed),
                globals.Json(parsed),
                parsed.GetValue(mapping)!,
                parsed.GetValue(data)!,
                parsed.GetValue(dryRun),
                parsed.GetValue(batch),
                parsed.GetValue(parallel),
                parsed.GetValue(report)!,
                parsed.GetValue(noWait),
                TimeSpan.FromSeconds(parsed.GetValue(patience))),
            screen).Run(stop));
        return command;
    }
}
