using System.Text;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Tests.Store;

/// <summary>Whole streams of old fold to what they always folded to.</summary>
public sealed class EventStreamTests
{
    private static readonly string Folder = Path.Combine(EventSchemas.Folder, "streams");

    public static TheoryData<string> Streams => [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task every_event_of_a_stream_fits_its_schema(string file)
    {
        foreach (var e in (await Read(file))["events"]!.AsArray())
        {
            (await EventSchemas.Complaints((string)e!["name"]!, e["data"]!.ToJsonString())).ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task a_stream_folds_to_what_stands_beside_it(string file)
    {
        var stream = await Read(file);

        var told = Told(Fold(stream, stream["events"]!.AsArray()));

        JsonNode.DeepEquals(told, stream["expected"]).ShouldBeTrue($"{file} folds to {told}");
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task the_order_of_arrival_leaves_no_trace(string file)
    {
        var stream = await Read(file);

        var told = Told(Fold(stream, stream["events"]!.AsArray().Reverse()));

        JsonNode.DeepEquals(told, stream["expected"]).ShouldBeTrue($"{file} backwards folds to {told}");
    }

    private static async Task<JsonObject> Read(string file) =>
        EventSchemas.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken)).AsObject();

    private static Lead Fold(JsonObject stream, IEnumerable<JsonNode?> events)
    {
        var leadId = (Guid)stream["leadId"]!;
        Lead? lead = null;
        foreach (var e in events)
        {
            var body = EventJson.Read((string)e!["name"]!, Encoding.UTF8.GetBytes(e["data"]!.ToJsonString()));
            lead = Lead.Evolve(lead, leadId, (Guid)e["id"]!, (LeadEvent)body);
        }

        return lead!;
    }

    private static JsonObject Told(Lead lead) => new()
    {
        ["version"] = lead.Version,
        ["stage"] = lead.Stage?.ToString(),
        ["cycle"] = lead.Cycle,
        ["owner"] = lead.Owner,
        ["team"] = lead.Team,
        ["cycles"] = new JsonArray([.. lead.Course.Cycles.Select(Told)]),
        ["repeats"] = Those(lead, Standing.Repeat),
        ["afterEnd"] = Those(lead, Standing.AfterEnd),
        ["voided"] = new JsonArray([.. lead.Facts.Voids.Values.Order().Select(id => (JsonNode)id)]),
    };

    private static JsonObject Told(Cycle cycle) => new()
    {
        ["cycle"] = cycle.Number,
        ["path"] = new JsonArray([.. cycle.Path.Select(stage => (JsonNode)stage.ToString())]),
        ["end"] = cycle.End?.ToString(),
        ["source"] = cycle.Origin?.Source,
        ["negative"] = cycle.IsNegative,
    };

    private static JsonArray Those(Lead lead, Standing standing) =>
        [.. lead.Course.Standings.Where(stands => stands.Value == standing).Select(stands => stands.Key).Order().Select(id => (JsonNode)id)];
}
