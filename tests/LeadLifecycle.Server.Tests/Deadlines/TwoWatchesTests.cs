namespace LeadLifecycle.Server.Tests.Deadlines;

/// <summary>Two servers on one database look at the same clocks.</summary>
public sealed class TwoWatchesTests(PrivateDatabases databases)
{
    private const int Leads = 20;

    [Fact]
    public async Task each_alarm_is_recorded_once_whichever_server_looks_first()
    {
        var connectionString = await databases.Create();
        await using var one = await RunningServer.Start(connectionString);
        await using var two = await RunningServer.Start(connectionString);
        var deadlines = new StoredDeadlines(connectionString);
        await QuickClocks.Agree(one);

        var leads = await Task.WhenAll(Enumerable.Range(0, Leads).Select(i => WatchedLead.Qualified(i % 2 == 0 ? one : two, "quick")));
        // Both are made to look, over and over, while the clocks speak.
        foreach (var lead in leads.Concat(leads)) await deadlines.One<object>($"update leads.deadline set next_at = now() where lead_id = '{lead.Id}'");
        foreach (var lead in leads) (await lead.Said(2)).ShouldBe(["at-risk acceptance", "breached acceptance"], $"{one.Log}\n{two.Log}");
        await deadlines.AskAgain(leads);

        (await deadlines.One<long>("select count(*) from leads.mt_events where type like 'lead.sla-%'")).ShouldBe(2 * Leads, $"{one.Log}\n{two.Log}");
        (await deadlines.One<long>("select count(*) from leads.deadline where next_at is not null")).ShouldBe(0);
    }

    [Fact]
    public async Task what_one_server_agreed_on_the_other_measures_by()
    {
        var connectionString = await databases.Create();
        await using var one = await RunningServer.Start(connectionString);
        await using var two = await RunningServer.Start(connectionString);
        await QuickClocks.Agree(one);

        var lead = await WatchedLead.Qualified(two, "quick");

        var (here, there) = (await lead.OnBoard("acceptance"), await (lead with { Server = one }).OnBoard("acceptance"));
        ((DateTimeOffset)here["dueAt"]! - (DateTimeOffset)here["startedAt"]!).ShouldBe(QuickClocks.Quick);
        ((DateTimeOffset)there["dueAt"]!).ShouldBe((DateTimeOffset)here["dueAt"]!);
        await lead.Alarms(2);
    }
}
