namespace LeadLifecycle.Server.Tests.Deadlines;

/// <summary>A deadline that passes while no server runs.</summary>
public sealed class RestartTests(PrivateDatabases databases)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task what_fell_due_while_the_server_was_away_is_told_when_it_is_back_with_its_own_time(bool killed)
    {
        var connectionString = await databases.Create();
        var deadlines = new StoredDeadlines(connectionString);
        var (lead, due) = await OfferedAndLeft(connectionString, killed);

        await deadlines.Until($"select clock_timestamp() > '{WatchedLead.Text(due)}'");
        await using var server = await RunningServer.Start(connectionString);

        var back = lead with { Server = server };
        (await back.Said(2)).ShouldBe(["at-risk acceptance", "breached acceptance"]);
        var alarms = await back.Alarms();
        alarms.Select(e => (DateTimeOffset)e["occurredAt"]!).ShouldBe([due - QuickClocks.Quick + QuickClocks.QuickAtRisk, due]);
        alarms.ShouldAllBe(e => (DateTimeOffset)e["recordedAt"]! > due);
        await deadlines.AskAgain(back);
        (await back.Alarms()).Length.ShouldBe(2);
    }

    private static async Task<(WatchedLead Lead, DateTimeOffset Due)> OfferedAndLeft(string connectionString, bool killed)
    {
        await using var server = await RunningServer.Start(connectionString);
        await QuickClocks.Agree(server);
        var lead = await WatchedLead.Qualified(server, "quick");
        var qualified = (await lead.History()).Single(e => (string?)e["id"] == lead.Qualification);
        if (killed) await server.Kill();
        else await server.Stop();
        return (lead, (DateTimeOffset)qualified["recordedAt"]! + QuickClocks.Quick);
    }
}
