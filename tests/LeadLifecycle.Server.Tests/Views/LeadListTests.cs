using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Views;

/// <summary>Lists, searches and their pages.</summary>
[Collection(SharedServer.Name)]
public sealed class LeadListTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task each_filter_is_exact()
    {
        var run = Wire.NewId();
        string Firm(string side) => $"{{\"source\":\"s{side}{run}\",\"channel\":\"c{side}{run}\",\"campaign\":\"k{side}{run}\",\"company\":{{\"industry\":\"i{side}{run}\",\"country\":\"l{side}{run}\",\"technology\":\"t{side}{run}\",\"role\":\"r{side}{run}\"}}}}";
        var last = await _server.Tell(
            Wire.Captured("list/a" + run, Firm("a")),
            Wire.Captured("list/b" + run, Firm("b")),
            Wire.Fact("list/a" + run, "marketing-qualified", "2026-03-02T10:00:00Z"),
            Wire.Fact("list/a" + run, "sales-accepted", "2026-03-03T10:00:00Z", $"{{\"owner\":\"oa{run}\",\"team\":\"ta{run}\"}}"),
            Wire.Fact("list/b" + run, "lost", "2026-03-04T10:00:00Z", "{\"reason\":\"price\"}"));

        foreach (var filter in (string[])["source=sa", "channel=ca", "campaign=ka", "industry=ia", "country=la", "technology=ta", "role=ra", "owner=oa", "team=ta"])
        {
            var leads = (await _server.Get($"/v1/leads?{filter}{run}&waitFor={last}"))["leads"]!.AsArray();
            leads.ShouldHaveSingleItem()!.Text("source").ShouldBe("sa" + run, filter);
        }

        (await _server.Get($"/v1/leads?source=sb{run}&stage=Lost&reason=price"))["leads"]!.AsArray().ShouldHaveSingleItem();
        (await _server.Get($"/v1/leads?source=sb{run}&stage=Captured"))["leads"]!.AsArray().ShouldBeEmpty();
        (await _server.Get($"/v1/leads?source=SB{run}"))["leads"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task pages_have_no_gap_and_no_repeat_in_either_direction()
    {
        var run = Wire.NewId();
        var last = await _server.Tell([.. Enumerable.Range(0, 23).Select(i => Wire.Captured($"page/{run}/{i}", $"{{\"source\":\"{run}\"}}"))]);
        foreach (var sort in (string[])["position", "-position"])
        {
            var seen = new List<long>();
            string? cursor = null;
            do
            {
                var page = await _server.Get($"/v1/leads?source={run}&sort={sort}&limit=5&waitFor={last}{(cursor is null ? "" : "&cursor=" + cursor)}");
                page["leads"]!.AsArray().Count.ShouldBeInRange(1, 5);
                seen.AddRange(page["leads"]!.AsArray().Select(lead => (long)lead!["position"]!));
                cursor = page.Text("nextCursor");
            }
            while (cursor is not null);

            seen.Count.ShouldBe(23);
            seen.ShouldBe(sort == "position" ? seen.Order().Distinct() : seen.OrderDescending().Distinct());
        }
    }

    [Fact]
    public async Task a_search_takes_its_words_literally()
    {
        var run = Wire.NewId();
        var names = (string[])[$"{run} 100% Off", $"{run} 100 Off", $"{run}_a", $"{run}xa", $@"{run}\b", $"{run}'); drop table leads.lead;--"];
        var last = await _server.Tell([.. names.Select((name, i) => Wire.Captured($"q/{run}/{i}", new JsonObject { ["company"] = new JsonObject { ["name"] = name } }.ToJsonString()))]);
        foreach (var (words, found) in new Dictionary<string, int> { [run] = 6, [run.ToUpperInvariant()] = 6, [run + " 100%"] = 1, [run + "_"] = 1, [run + "\\"] = 1, [run + "'"] = 1, [run + "%"] = 0 })
        {
            (await _server.Get($"/v1/leads?q={Uri.EscapeDataString(words)}&waitFor={last}"))["leads"]!.AsArray().Count.ShouldBe(found, words);
        }
    }

    [Fact]
    public async Task a_writer_reads_its_own_write_by_id_and_by_key()
    {
        var subject = "own/" + Wire.NewId();
        for (var version = 1; version <= 10; version++)
        {
            var lead = (await _server.Report(Wire.Fact(subject, "touched", "2026-03-01T10:00:00Z"))).Json.Text("leadId");
            (await _server.Get($"/v1/leads/{lead}")).Counts("version").ShouldBe([version]);
            (await _server.Get($"/v1/leads?sender={Wire.Sender}&subject={subject}"))["leads"]![0]!.Counts("version").ShouldBe([version]);
        }
    }

    [Fact]
    public async Task a_key_is_compared_exactly()
    {
        var subject = "Key/" + Wire.NewId() + "/ü &?#";
        await _server.Tell(Wire.Captured(subject));
        (await Found(subject)).ShouldBe(1);
        (await Found(subject.ToLowerInvariant())).ShouldBe(0);

        async Task<int> Found(string asked) => (await _server.Get($"/v1/leads?sender={Wire.Sender}&subject={Uri.EscapeDataString(asked)}"))["leads"]!.AsArray().Count;
    }
}
