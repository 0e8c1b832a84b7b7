using Npgsql;

namespace LeadLifecycle.Server.Tests.Intake;

/// <summary>Two servers on one database write the same leads: conflicts are decided again, and nobody notices.</summary>
public sealed class TwoNodesTests(PrivateDatabases databases)
{
    private const int Leads = 5;
    private const int FactsPerLead = 60;

    [Fact]
    public async Task every_acknowledged_fact_is_stored_once_and_versions_have_no_gap()
    {
        var connectionString = await databases.Create();
        await using var one = await RunningServer.Start(connectionString);
        await using var two = await RunningServer.Start(connectionString);

        var replies = await Task.WhenAll(Enumerable.Range(0, Leads * FactsPerLead).Select(i =>
            (i % 2 == 0 ? one : two).Report(Wire.Fact($"lead/{i % Leads}", "touched", "2026-03-01T10:00:00Z", id: $"fact/{i / 3}"))));

        replies.ShouldAllBe(reply => reply.Status == 200 || (string?)reply.Json["code"] == "event.id-reused", $"{one.Log}\n{two.Log}");
        var recorded = replies.Where(reply => (string?)reply.Json["outcome"] == "recorded").Select(reply => Guid.Parse((string)reply.Json["id"]!)).ToArray();
        recorded.Distinct().Count().ShouldBe(recorded.Length);
        recorded.Length.ShouldBe(Leads * FactsPerLead / 3);

        await using var database = NpgsqlDataSource.Create(connectionString);
        var stored = new List<(Guid Stream, long Version, Guid Id, string Type)>();
        await using (var command = database.CreateCommand("select stream_id, version, id, type from leads.mt_events where type <> 'tombstone' order by stream_id, version"))
        await using (var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken)) stored.Add((reader.GetGuid(0), reader.GetInt64(1), reader.GetGuid(2), reader.GetString(3)));
        }

        var lost = recorded.Except(stored.Select(e => e.Id)).ToHashSet();
        string.Join("\n", replies.Where(reply => (string?)reply.Json["outcome"] == "recorded" && lost.Contains(Guid.Parse((string)reply.Json["id"]!))).Select(reply => reply.Text)).ShouldBeEmpty($"{one.Log}\n{two.Log}");
        stored.Where(e => !recorded.Contains(e.Id)).ShouldBeEmpty($"{one.Log}\n{two.Log}");
        stored.Count.ShouldBe(recorded.Length);
        foreach (var stream in stored.GroupBy(e => e.Stream)) stream.Select(e => e.Version).ShouldBe(Enumerable.Range(1, stream.Count()).Select(version => (long)version));
    }

    [Fact]
    public async Task both_read_what_either_wrote_also_in_the_views()
    {
        var connectionString = await databases.Create();
        await using var one = await RunningServer.Start(connectionString);
        await using var two = await RunningServer.Start(connectionString);

        foreach (var i in Enumerable.Range(0, 20)) await (i % 2 == 0 ? one : two).Tell(Wire.Captured($"lead/{i}", "{\"source\":\"fair\"}"));
        var last = await two.Tell(Wire.Fact("lead/0", "marketing-qualified", "2026-03-02T10:00:00Z"));

        foreach (var node in (RunningServer[])[one, two])
        {
            var funnel = await node.Get($"/v1/funnel?waitFor={last}");
            ((long)funnel["totals"]!["cycles"]!).ShouldBe(20);
            ((string?)(await node.Get($"/v1/leads?sender={Wire.Sender}&subject=lead/0"))["leads"]![0]!["stage"]).ShouldBe("MarketingQualified");
        }
    }
}
