using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Import;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Emit;

/// <summary>Sends the one fact of a command line and says what became of it.</summary>
public sealed class OneRun(EmitOptions options, SaidEvent said, Screen screen)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<int> Run(CancellationToken stop)
    {
        var fact = Event();
        if (options.DryRun)
        {
            screen.Out.WriteLine(fact.ToJsonString(Readable));
            return ExitCode.Done;
        }

        using var server = new LeadsServer(options.Server);
        var answer = await Send(new Patience(server, options.Patience, Task.Delay, screen.Tell), fact, stop);
        var outcome = Outcome.ReadAll(answer.Body, 1)[0];
        if (options.Json)
        {
            screen.Raw(answer.Body);
        }
        else
        {
            Print(answer, outcome);
        }

        return outcome.Result == "refused" ? ExitCode.Refused : ExitCode.Done;
    }

    private JsonObject Event()
    {
        var data = EventData.Of(said.Data, said.Set);
        var fact = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = said.Id ?? Guid.CreateVersion7().ToString("D"),
            ["source"] = said.Source,
            ["type"] = said.Type,
            ["time"] = said.Time ?? DateTime.UtcNow.ToString(FactWriter.Rfc3339, CultureInfo.InvariantCulture),
        };
        if (said.Subject is not null)
        {
            fact["subject"] = said.Subject;
        }

        if (data.Count > 0)
        {
            fact["data"] = data;
        }

        return fact;
    }

    private async Task<Answer> Send(Patience patience, JsonObject fact, CancellationToken stop)
    {
        try
        {
            return await new EventPost(patience, options.Backfill).Send(body => body.Write(JsonSerializer.SerializeToUtf8Bytes(new JsonArray(fact))), stop);
        }
        catch (StoppedException e) when (e.Code == ExitCode.Unreachable && (said.Id is null || said.Time is null))
        {
            throw new StoppedException(e.Code, $"{e.Message}\nThe same command is the same fact with --id {fact["id"]} --time {fact["time"]}");
        }
    }

    private void Print(Answer answer, Outcome outcome)
    {
        using var json = answer.Json();
        var result = json.RootElement.GetProperty("results")[0];
        var table = new Table("outcome", "lead", "stage", "event", "code", "pointer", "detail");
        table.Add(outcome.Result, Text(result, "leadId"), Text(result, "stage"), Text(result, "id"), outcome.Code, outcome.Place, Text(result, "detail"));
        table.Print(screen);
    }

    private static string? Text(JsonElement result, string name) =>
        result.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
