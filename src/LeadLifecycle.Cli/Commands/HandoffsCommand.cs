using System.CommandLine;
using System.Text;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Output;
using LeadLifecycle.Cli.Reports;

namespace LeadLifecycle.Cli.Commands;

/// <summary><c>leads handoffs</c>: how long the handoffs take, one row per leg.</summary>
public static class HandoffsCommand
{
    /// <summary>The legs of the default policy, in the order a lead goes through them.</summary>
    private static readonly string[] Legs = ["qualification", "acceptance", "first-response", "sales-qualification", "closing"];

    public static Command Make(GlobalOptions globals, Screen screen)
    {
        var leg = new Option<string>("--leg") { Description = $"One of: {string.Join(", ", Legs)}; all of them if absent" };
        var from = new Option<string>("--from-stage") { Description = "Measure from this stage instead of a leg" };
        var to = new Option<string>("--to-stage") { Description = "… to this stage" };
        var report = new ReportOptions();
        var command = new Command("handoffs", "Latencies between stages: wall time, percentiles over closed handoffs.") { leg, from, to };
        report.AddTo(command);
        command.Validators.Add(result =>
        {
            var (hasFrom, hasTo) = (result.GetValue(from) is not null, result.GetValue(to) is not null);
            if (hasFrom != hasTo || (hasFrom && result.GetValue(leg) is not null))
            {
                result.AddError("Give --leg, or --from-stage and --to-stage together, or neither for all legs.");
            }
        });
        command.SetAction(async (parsed, stop) =>
        {
            using var server = new LeadsServer(globals.Server(parsed));
            (string Name, (string, string?)[] Parameters)[] asked = parsed.GetValue(from) is { } start
                ? [($"{start} → {parsed.GetValue(to)}", [("fromStage", start), ("toStage", parsed.GetValue(to))])]
                : [.. (parsed.GetValue(leg) is { } one ? [one] : Legs).Select(name => (name, new (string, string?)[] { ("leg", name) }))];
            var answers = new List<(string Name, Answer Answer)>();
            foreach (var (name, parameters) in asked)
            {
                answers.Add((name, await server.Get(Query.Of("v1/handoffs/latency", [.. parameters, .. report.Of(parsed)]), stop)));
            }

            Print(answers, globals.Json(parsed), screen);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(List<(string Name, Answer Answer)> answers, bool json, Screen screen)
    {
        if (!json)
        {
            LatencyTable.Print(answers, screen);
            return;
        }

        // One answer goes out as it came; several become the members of one object, so that the output is one JSON text.
        screen.Raw(answers.Count == 1
            ? answers[0].Answer.Body
            : Encoding.UTF8.GetBytes($"{{{string.Join(",", answers.Select(a => $"\"{a.Name}\":{Encoding.UTF8.GetString(a.Answer.Body)}"))}}}"));
    }
}
