using System.Text.Json.Nodes;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Views;

/// <summary>
/// One lead with a late fact, a void, a correction and a void that came before its fact: what the reports say as of any
/// instant, known at any other, is what the lead itself says there.
/// </summary>
public sealed class TimeTravelTests(TimeTravelTests.Story story) : IClassFixture<TimeTravelTests.Story>
{
    private static readonly string[] Instants =
    [
        "2026-03-01T09:59:59Z", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000001Z", "2026-03-03T10:00:01Z", "2026-03-05T10:00:01Z",
        "2026-03-06T10:00:01Z", "2026-03-07T10:00:01Z", "2026-03-08T10:00:01Z", "2026-03-20T00:00:00Z",
    ];

    private readonly RunningServer _server = story.Server;

    [Fact]
    public async Task a_snapshot_is_what_the_lead_says_at_every_instant_in_either_time()
    {
        var compared = 0;
        foreach (var known in story.Known.Prepend(null))
        {
            foreach (var asOf in Instants.Prepend(null))
            {
                var bounds = $"{(asOf is null ? "" : $"asOf={asOf}&")}{(known is null ? "" : $"knownAt={known}&")}";
                var lead = await _server.Ask($"/v1/leads/{story.Lead}?{bounds}");
                var told = lead.Status == 404 ? [] : lead.Json["cycles"]!.AsArray().Select(cycle => cycle!.Text("stage")!).Order().ToArray();
                var snapshot = (await _server.Get($"/v1/funnel?view=snapshot&{bounds}waitFor={story.Last}"))["totals"]!;
                var counted = Enum.GetNames<Stage>().Zip(snapshot.Stages("count")).SelectMany(stage => Enumerable.Repeat(stage.First, (int)stage.Second)).Order().ToArray();
                counted.ShouldBe(told, bounds);
                (await _server.Get($"/v1/funnel/transitions?{bounds}"))["cycles"]!.GetValue<long>().ShouldBe(told.Length);
                compared++;
            }
        }

        compared.ShouldBe((Instants.Length + 1) * (story.Known.Count + 1));
    }

    [Fact]
    public async Task each_step_of_the_story_is_told_as_it_was_known()
    {
        (await Paths()).ShouldBe(
        [
            "Captured",
            "Captured MarketingQualified",
            "Captured Engaged MarketingQualified",
            "Captured Engaged",
            "Captured Engaged MarketingQualified",
            "Captured Engaged MarketingQualified",
            "Captured Engaged MarketingQualified",
            "Captured Engaged MarketingQualified SalesAccepted",
            "Captured Engaged MarketingQualified SalesAccepted Recycled",
        ]);

        async Task<string[]> Paths()
        {
            var paths = new List<string>();
            foreach (var version in Enumerable.Range(1, 9))
            {
                var lead = await _server.Get($"/v1/leads/{story.Lead}?version={version}");
                lead.Counts("version").ShouldBe([version]);
                paths.Add(string.Join(" | ", lead["cycles"]!.AsArray().Select(cycle => string.Join(" ", cycle!["path"]!.AsArray().Select(stage => (string?)stage)))));
            }

            return [.. paths];
        }
    }

    [Fact]
    public async Task a_version_and_the_moment_after_it_was_recorded_are_the_same_lead()
    {
        foreach (var e in story.Events)
        {
            var at = ((DateTimeOffset)e["recordedAt"]!).AddMicroseconds(1).UtcDateTime.ToString("O");
            (await Lead($"knownAt={at}")).ShouldBe(await Lead($"version={e["version"]}"));
        }
    }

    /// <summary>Without how far the views are, which others move on.</summary>
    private async Task<string> Lead(string bound)
    {
        var lead = (await _server.Get($"/v1/leads/{story.Lead}?{bound}")).AsObject();
        lead.Remove("upTo");
        return lead.ToJsonString();
    }

    [Fact]
    public async Task before_it_was_recorded_there_was_no_lead_and_before_it_happened_no_cycle()
    {
        (await _server.Ask($"/v1/leads/{story.Lead}?knownAt={story.Known[0]}")).ShouldBeProblem(404, "lead.unknown");
        var early = await _server.Get($"/v1/leads/{story.Lead}?asOf=2026-03-01T10:00:00Z");
        early["stage"].ShouldBeNull();
        early["cycles"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_correction_changes_the_latency_but_not_what_was_known_of_it()
    {
        var before = (await Latency($"&knownAt={story.Known[^1]}"))["groups"]![0]!;
        before["wall"]!.Numbers("max").ShouldBe([86_400]);
        var asKnownThen = story.Known[3];
        (await Latency($"&knownAt={asKnownThen}"))["groups"]![0]!.Counts("closed", "open").ShouldBe([0, 1]);

        Task<JsonNode> Latency(string bounds) => _server.Get($"/v1/handoffs/latency?fromStage=MarketingQualified&toStage=SalesAccepted&waitFor={story.Last}{bounds}");
    }

    [Fact]
    public async Task a_rebuild_gives_the_same_answers()
    {
        var paths = story.Known.SelectMany(known => (string[])[$"/v1/funnel?knownAt={known}&by=source,reason&period=day", $"/v1/funnel/transitions?knownAt={known}&asOf=2026-03-07T00:00:00Z"])
            .Append("/v1/funnel").Append("/v1/leads").Append("/v1/handoffs/latency?leg=acceptance&by=owner&asOf=2026-03-20T00:00:00Z").ToArray();
        var before = await Answers();
        await story.LoseTheViews();
        (await Answers()).ShouldNotBe(before);
        (await _server.Ask("/v1/views/rebuild", "POST")).Status.ShouldBe(202);
        (await Answers()).ShouldBe(before);

        async Task<string[]> Answers()
        {
            var answers = new List<string>();
            foreach (var path in paths)
            {
                // How far the views are moves on: that they were rebuilt is recorded too.
                var answer = (await _server.Get($"{path}{(path.Contains('?') ? '&' : '?')}waitFor={story.Last}")).AsObject();
                answer.Remove("upTo");
                answers.Add(answer.ToJsonString());
            }

            return [.. answers];
        }
    }

    /// <summary>Recorded one by one, so that each has an instant of its own.</summary>
    public sealed class Story(PrivateDatabases databases) : IAsyncLifetime
    {
        private string _connectionString = "";

        public RunningServer Server { get; private set; } = null!;

        public string Lead { get; private set; } = "";

        public long Last { get; private set; }

        /// <summary>Every event's recordedAt, exclusive bounds that do not contain it yet, and one behind the last.</summary>
        public IReadOnlyList<string?> Known { get; private set; } = [];

        public IReadOnlyList<JsonNode> Events { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            _connectionString = await databases.Create();
            Server = await RunningServer.Start(_connectionString);
            await Tell("captured", "2026-03-01T10:00:00Z", "{\"source\":\"fair\"}");
            var wrong = await Tell("marketing-qualified", "2026-03-05T10:00:00Z");
            await Tell("engaged", "2026-03-03T10:00:00Z");
            await Tell("fact-voided", "2026-03-05T11:00:00Z", $"{{\"fact\":\"{wrong}\",\"reason\":\"wrong-date\"}}");
            await Tell("marketing-qualified", "2026-03-06T10:00:00Z");
            var (doomed, its) = await WillBe("lost", "2026-03-06T12:00:00Z", "{\"reason\":\"price\"}");
            await Tell("fact-voided", "2026-03-06T13:00:00Z", $"{{\"fact\":\"{its}\",\"reason\":\"wrong-lead\"}}");
            await Server.Remember(doomed);
            await Tell("sales-accepted", "2026-03-07T10:00:00Z", "{\"owner\":\"eve\"}");
            await Tell("recycled", "2026-03-08T10:00:00Z", "{\"reason\":\"timing\"}");
            Last = await Server.Remember(Wire.Fact("traveller", "marketing-qualified", "2026-03-09T10:00:00Z"));
            Events = [.. (await Server.Get($"/v1/leads/{Lead}/history"))["events"]!.AsArray().Select(e => e!)];
            Known = [.. Events.Select(e => (string?)e["recordedAt"])];
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        public async Task LoseTheViews()
        {
            await using var database = NpgsqlDataSource.Create(_connectionString);
            await using var command = database.CreateCommand("delete from leads.lead; delete from leads.cycle; delete from leads.cycle_history; delete from leads.cycle_path; delete from leads.clock; delete from leads.clock_history");
            await command.ExecuteNonQueryAsync();
        }

        private async Task<string> Tell(string type, string time, string data = "{}")
        {
            var reply = (await Server.Report(Wire.Fact("traveller", type, time, data), "?backfill=true")).ShouldBeOutcome("recorded");
            Lead = reply.Json.Text("leadId")!;
            return reply.Json.Text("id")!;
        }

        /// <summary>A fact not told yet and the id it will have, which a refusal gives away.</summary>
        private async Task<(JsonObject Fact, string Id)> WillBe(string type, string time, string data)
        {
            var fact = Wire.Fact("traveller", type, time, data);
            var refused = fact.DeepClone().AsObject();
            refused["data"] = new JsonObject { ["reason"] = "nobody-knows" };
            return (fact, (await Server.ReportAll(refused))[0].Text("id")!);
        }
    }
}
