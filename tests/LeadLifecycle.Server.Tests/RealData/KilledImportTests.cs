namespace LeadLifecycle.Server.Tests.RealData;

[Collection(OneAtATime.Name)]
public sealed class KilledImportTests(PrivateDatabases databases)
{
    private static readonly TimeSpan ImportPatience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task a_server_killed_again_and_again_loses_nothing_and_doubles_nothing()
    {
        var log = RealFiles.LeadLog;
        var connectionString = await databases.Create();
        var stored = new Stored(connectionString);
        foreach (var position in (long[])[15_000, 80_000, 170_000]) await KilledAt(position, log, connectionString, stored);
        await using var server = await RunningServer.Start(connectionString);
        var before = await stored.One<long>("select count(*) from leads.mt_events");
        before.ShouldBeInRange(100_000, LeadLogAnswers.Events - 1);

        var rerun = await LeadsImport.Run(server, "bpic2012.json", log);

        (rerun.Recorded, rerun.Duplicate).ShouldBe((LeadLogAnswers.Events - before, before));
        await LeadLogAnswers.Hold(server, stored);
        (await stored.One<long>("select count(distinct id) from leads.mt_events")).ShouldBe(LeadLogAnswers.Events);
        (await stored.One<long>("select count(distinct data ->> 'senderEventId') from leads.mt_events")).ShouldBe(LeadLogAnswers.Events);
        (await stored.One<long>("""
            select count(*) from (
              select 1 from leads.mt_events e join leads.mt_streams s on s.id = e.stream_id
              group by e.stream_id having min(e.version) <> 1 or max(e.version) <> count(*) or count(distinct e.version) <> count(*) or max(s.version) <> count(*)) gap
            """)).ShouldBe(0);
        await ThroughTime.Holds(server, LogFact.OfFile(), await stored.StageFacts());
    }

    private static async Task KilledAt(long position, string log, string connectionString, Stored stored)
    {
        await using var server = await RunningServer.Start(connectionString);
        var import = LeadsImport.Start(server, "bpic2012.json", ["--patience", "1"], log);
        using var patience = new CancellationTokenSource(ImportPatience);
        while (!import.IsCompleted && await stored.One<long>("select last_value from leads.mt_events_sequence") < position) await Task.Delay(20, patience.Token);
        (await stored.One<long>("select last_value from leads.mt_events_sequence")).ShouldBeGreaterThanOrEqualTo(position);
        await server.Kill();

        var cut = await import;
        cut.Code.ShouldBe(LeadsImport.Unreachable, cut.Err);
    }
}
