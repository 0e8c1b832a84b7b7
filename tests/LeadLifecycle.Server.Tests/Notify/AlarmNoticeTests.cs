using LeadLifecycle.Server.Tests.Deadlines;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>What a clock raises is told like a move, and as soon: these servers look for leftovers only once an hour.</summary>
public sealed class AlarmNoticeTests(PrivateDatabases databases)
{
    [Fact]
    public async Task a_handoff_at_risk_and_one_missed_are_told_when_they_are_recorded_and_to_whom_the_segment_matters()
    {
        await using var receiver = await Receiver.Start();
        var settings = new Dictionary<string, string>(Subscribed.Settings) { ["Notify__Poll"] = "01:00:00", ["Notify__Reconcile"] = "01:00:00" };
        await using var server = await RunningServer.Start(await databases.Create(), settings);
        await QuickClocks.Agree(server);
        await server.Subscribe(receiver.Url + "/quick", """{"filter":{"segments":["quick"]}}""");
        await server.Subscribe(receiver.Url + "/breaches", """{"filter":{"types":["handoff.breached"]}}""");
        await server.Subscribe(receiver.Url + "/slow", """{"filter":{"segments":["slow"]}}""");

        var lead = await WatchedLead.Qualified(server, "quick");

        var told = await receiver.At("/quick", 3);
        told.Select(got => got.Type).ShouldBe(["handoff.offered", "handoff.at-risk", "handoff.breached"]);
        told.ShouldAllBe(got => (string?)got.Data["leadId"] == lead.Id && (string?)got.Data["segment"] == "quick");
        ((string?)told[2].Data["leg"], (string?)told[2].Data["due"]).ShouldBe(("acceptance", (string?)told[2].Data["occurredAt"]));
        (await receiver.At("/breaches", 1)).ShouldHaveSingleItem().Type.ShouldBe("handoff.breached");
        receiver.Got.ShouldNotContain(got => got.Path == "/slow");
    }
}
