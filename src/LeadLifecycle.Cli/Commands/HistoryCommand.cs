using System.CommandLine;
using System.Text.Json;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Output;
using LeadLifecycle.Cli.Reports;

namespace LeadLifecycle.Cli.Commands;

/// <summary><c>leads history LEAD</c>: everything that is known about one lead, with both times.</summary>
public static class HistoryCommand
{
    public static Command Make(GlobalOptions globals, Screen screen)
    {
        var lead = new Argument<string>("LEAD") { Description = "The lead's id", Arity = ArgumentArity.ZeroOrOne };
        var sender = new Option<string>("--sender") { Description = "Find the lead by the system it came from …" };
        var subject = new Option<string>("--subject") { Description = "… and its key there" };
        var command = new Command("history", "The whole stream of a lead.") { lead, sender, subject };
        command.Validators.Add(result =>
        {
            var byKey = (result.GetValue(sender) is not null, result.GetValue(subject) is not null);
            if (byKey is not ((true, true) or (false, false)) || byKey is (true, true) == (result.GetValue(lead) is not null))
            {
                result.AddError("Give a lead id, or --sender and --subject together.");
            }
        });
        command.SetAction(async (parsed, stop) =>
        {
            using var server = new LeadsServer(globals.Server(parsed));
            var id = parsed.GetValue(lead) ?? await Find(server, parsed.GetValue(sender)!, parsed.GetValue(subject)!, stop);
            await Print(server, id, globals.Json(parsed), screen, stop);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<string> Find(LeadsServer server, string sender, string subject, CancellationToken stop)
    {
        using var json = (await server.Get(Query.Of("v1/leads", ("sender", sender), ("subject", subject)), stop)).Json();
        var found = json.RootElement.GetProperty("leads").EnumerateArray().Select(lead => lead.GetProperty("leadId").GetString()!).ToList();
        return found.Count > 0
            ? found[0]
            : throw new StoppedException(ExitCode.Refused, $"There is no lead of sender \"{sender}\" with the subject \"{subject}\".");
    }

    private static async Task Print(LeadsServer server, string lead, bool json, Screen screen, CancellationToken stop)
    {
        var table = EventTable.OfHistory(screen);
        var cursor = (string?)null;
        do
        {
            var answer = await server.Get(Query.Of($"v1/leads/{Uri.EscapeDataString(lead)}/history", ("cursor", cursor)), stop);
            using var page = answer.Json();
            if (json)
            {
                screen.Raw(answer.Body);
            }

            foreach (var item in page.RootElement.GetProperty("events").EnumerateArray())
            {
                EventTable.AddHistory(table, item, screen);
            }

            cursor = page.RootElement.TryGetProperty("nextCursor", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        while (cursor is not null);

        if (!json)
        {
            table.Print(screen);
        }
    }
}
