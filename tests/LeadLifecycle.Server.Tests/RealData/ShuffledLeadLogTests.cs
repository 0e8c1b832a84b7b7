using LeadLifecycle.Server.Tests.Views;

namespace LeadLifecycle.Server.Tests.RealData;

[Collection(OneAtATime.Name)]
public sealed class ShuffledLeadLogTests(ImportedLeadLog log, PrivateDatabases databases)
{
    private const int Seed = 2012;

    /// <summary>All of a cycle's row that does not depend on the workspace's secret or the time of recording.</summary>
    private const string WithoutRecording = "to_jsonb(t) - 'lead_id' - 'known_from'";

    [Fact]
    public async Task rows_in_any_order_give_the_same_answers_at_every_instant_and_again_when_rebuilt()
    {
        using var shuffled = new Shuffled(Seed);
        var connectionString = await databases.Create();
        await using var server = await RunningServer.Start(connectionString);
        var stored = new Stored(connectionString);

        (await LeadsImport.Run(server, "bpic2012.json", shuffled.Path)).Recorded.ShouldBe(LeadLogAnswers.Events);

        await LeadLogAnswers.Hold(server, stored);
        var stamps = await stored.One<long>("select sum(num_nonnulls(captured_at, engaged_at, qualified_at, accepted_at, sales_qualified_at, won_at, lost_at, recycled_at)) from leads.cycle");
        (45_285 - stamps).ShouldBe(2_015);
        (await stored.One<long>("select count(*) from leads.mt_events where data -> 'move' ->> 'late' = 'true'")).ShouldBeGreaterThan(10_000);
        await server.ShouldCountAsAScanDoes();
        await ThroughTime.Holds(server, LogFact.OfFile(), await stored.StageFacts());
        await Rebuild.GivesTheSameRows(server, stored);

        var (_, inOrder) = await log.Get();
        (await stored.Fingerprint("leads.cycle", WithoutRecording)).ShouldBe(await inOrder.Fingerprint("leads.cycle", WithoutRecording));
    }

    /// <summary>The lead log with the rows of all cases in another order, as a plain file.</summary>
    private sealed class Shuffled : IDisposable
    {
        public Shuffled(int seed)
        {
            var lines = RealFiles.LeadLogLines().ToArray();
            new Random(seed).Shuffle(lines.AsSpan(1));
            File.WriteAllLines(Path, lines);
        }

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"leads-shuffled-{Guid.NewGuid():N}.csv");

        public void Dispose() => File.Delete(Path);
    }
}
