using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.RealData;

[Collection(OneAtATime.Name)]
public sealed class LeadLogAgainTests(ImportedLeadLog log)
{
    private static readonly TimeSpan RebuildPatience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task importing_it_again_records_nothing_and_changes_nothing()
    {
        var (server, stored) = await log.Get();
        var before = await Rows(stored);

        var again = await LeadsImport.Run(server, "bpic2012.json", RealFiles.LeadLog);

        (again.Recorded, again.Duplicate).ShouldBe((0, LeadLogAnswers.Events));
        (await Rows(stored)).ShouldBe(before);
        await LeadLogAnswers.Hold(server, stored);
    }

    [Fact]
    public async Task views_that_are_dropped_and_rebuilt_have_the_same_rows()
    {
        var (server, stored) = await log.Get();
        var (before, since) = (await Rows(stored), DateTimeOffset.UtcNow);

        using var accepted = await server.Http.PostAsync("/v1/views/rebuild", null, TestContext.Current.CancellationToken);
        ((int)accepted.StatusCode).ShouldBe(202);
        var answer = JsonNode.Parse(await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var position = answer["until"]!["position"]!.GetValue<long>();
        await Dropped(stored);
        await Reached(server, position);

        TestContext.Current.TestOutputHelper?.WriteLine($"rebuilt in {(DateTimeOffset.UtcNow - since).TotalSeconds:0.0} s; server at most {server.PeakMemoryBytes / 1_000_000} MB");
        (await Rows(stored)).ShouldBe(before);
        await LeadLogAnswers.Hold(server, stored);
    }

    private static async Task<string[]> Rows(Stored stored)
    {
        var rows = new List<string>();
        foreach (var table in Stored.Views) rows.Add($"{table} {await stored.Fingerprint(table)}");
        return [.. rows];
    }

    private static async Task Dropped(Stored stored)
    {
        using var patience = new CancellationTokenSource(RebuildPatience);
        while (await stored.One<long>("select count(*) from leads.lead") == 13_087) await Task.Delay(20, patience.Token);
    }

    private static async Task Reached(RunningServer server, long position)
    {
        using var patience = new CancellationTokenSource(RebuildPatience);
        while ((await server.Get("/v1/funnel/transitions"))["upTo"]!["position"]!.GetValue<long>() < position) await Task.Delay(100, patience.Token);
    }
}
