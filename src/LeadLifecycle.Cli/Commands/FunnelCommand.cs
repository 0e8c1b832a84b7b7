using System.CommandLine;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Output;
using LeadLifecycle.Cli.Reports;

namespace LeadLifecycle.Cli.Commands;

/// <summary><c>leads funnel</c>: how many cycles reached which stage, or every move between stages.</summary>
public static class FunnelCommand
{
    public static Command Make(GlobalOptions globals, Screen screen)
    {
        var transitions = new Option<bool>("--transitions") { Description = "The transition matrix: every move from stage to stage" };
        var view = new Option<string>("--view") { Description = "cohort: what became of cycles that began; snapshot: in a stage at --as-of; flow: entered and left between --from and --to", DefaultValueFactory = _ => "cohort" };
        view.AcceptOnlyFromAmong("cohort", "snapshot", "flow");
        var mode = new Option<string>("--mode") { Description = "reached (stamped), strict (every earlier stage too), passed (it or a later one)" };
        mode.AcceptOnlyFromAmong("reached", "strict", "passed");
        var report = new ReportOptions();
        var command = new Command("funnel", "Counts of cycles by stage.") { transitions, view, mode };
        report.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var server = new LeadsServer(globals.Server(parsed));
            var matrix = parsed.GetValue(transitions);
            var path = matrix
                ? Query.Of("v1/funnel/transitions", report.Of(parsed))
                : Query.Of("v1/funnel", [("view", parsed.GetValue(view)), ("mode", parsed.GetValue(mode)), .. report.Of(parsed)]);
            var answer = await server.Get(path, stop);
            if (globals.Json(parsed))
            {
                screen.Raw(answer.Body);
                return ExitCode.Done;
            }

            using var json = answer.Json();
            Table.PrintAll(matrix ? TransitionsTable.Of(json.RootElement) : FunnelTable.Of(json.RootElement, screen), screen);
            Freshness.Print(json.RootElement, screen);
            return ExitCode.Done;
        });
        return command;
    }
}
