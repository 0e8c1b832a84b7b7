using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Deadlines;

/// <summary>What clocks say by themselves. That a clock says nothing is seen when one that started later has spoken.</summary>
public sealed class DeadlineTests(QuickClocks clocks) : IClassFixture<QuickClocks>
{
    /// <summary>How late an alarm may be recorded: the one bound on time that is a requirement.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromSeconds(2);

    private readonly RunningServer _server = clocks.Server;
    private readonly StoredDeadlines _deadlines = new(clocks.ConnectionString);

    [Fact]
    public async Task every_leg_is_at_risk_and_breached_once_at_its_own_instant()
    {
        var lead = await WatchedLead.Qualified(_server, "quick");
        await lead.Do("accept", """{"owner":"eve","team":"north"}""");

        var alarms = await lead.Alarms(4);
        (await lead.Said()).ShouldBe(["at-risk first-response", "breached first-response", "at-risk sales-qualification", "breached sales-qualification"], ignoreOrder: true);
        var accepted = OccurredAt((await lead.History()).Single(e => (string?)e["type"] == "lead.sales-accepted"));
        foreach (var (leg, target) in (IEnumerable<(string, TimeSpan)>)[("first-response", QuickClocks.Quick), ("sales-qualification", QuickClocks.QuickQualification)])
        {
            OccurredAt(Of("at-risk", leg)).ShouldBe(accepted + (target * 0.8));
            OccurredAt(Of("breached", leg)).ShouldBe(accepted + target);
            var said = Of("breached", leg)["data"]!;
            ((string?)said["owner"], (string?)said["team"], (string?)said["segment"]).ShouldBe(("eve", "north", "quick"));
        }

        foreach (var alarm in alarms) (RecordedAt(alarm) - OccurredAt(alarm)).ShouldBeInRange(TimeSpan.Zero, Punctual);
        await _deadlines.AskAgain(lead);
        (await lead.Alarms()).Length.ShouldBe(4);

        JsonNode Of(string kind, string leg) => alarms.Single(e => (string?)e["type"] == $"lead.sla-{kind}" && (string?)e["data"]!["leg"] == leg);
    }

    [Fact]
    public async Task a_handoff_done_in_time_says_nothing()
    {
        var lead = await WatchedLead.Qualified(_server, "quick");
        await lead.Do("accept", """{"owner":"eve"}""");
        await lead.Do("contact", """{"actor":"eve"}""");
        await lead.Do("sales-qualify", """{"amount":"1","currency":"EUR","expectedClose":"2030-01-01"}""");

        await SomebodyElseIsBreached();

        (await lead.Said()).ShouldBeEmpty();
        (await _deadlines.One<bool>($"select next_at is null from leads.deadline where lead_id = '{lead.Id}'")).ShouldBeTrue();
    }

    [Fact]
    public async Task a_qualification_voided_before_it_is_due_says_nothing()
    {
        var lead = await WatchedLead.Qualified(_server, "quick");
        await lead.Do("void", $$"""{"fact":"{{lead.Qualification}}","reason":"wrong-lead"}""");

        await SomebodyElseIsBreached();

        (await lead.Said()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_breach_of_a_qualification_that_is_voided_is_retracted_once()
    {
        var lead = await WatchedLead.Qualified(_server, "quick");
        await lead.Alarms(2);

        await lead.Do("void", $$"""{"fact":"{{lead.Qualification}}","reason":"wrong-lead"}""");

        string[] said = ["at-risk acceptance", "breached acceptance", "breach-retracted acceptance clock-cancelled"];
        (await lead.Said(3)).ShouldBe(said);
        var alarms = await lead.Alarms();
        ((string?)alarms[2]["data"]!["breach"]).ShouldBe((string?)alarms[1]["id"]);
        await _deadlines.AskAgain(lead);
        (await lead.Said()).ShouldBe(said);
    }

    [Fact]
    public async Task a_contact_in_time_that_is_told_late_retracts_the_breach_once()
    {
        var accepted = DateTimeOffset.UtcNow.AddMinutes(-10);
        var lead = await WatchedLead.AcceptedAt(_server, "quick", accepted);
        (await lead.Alarms(4)).Select(OccurredAt).Max().ShouldBe(Exact(accepted) + QuickClocks.QuickQualification);

        await lead.Tell("contacted", accepted.AddSeconds(2), """{"actor":"eve"}""");

        (await lead.Said(5))[4].ShouldBe("breach-retracted first-response late-proof");
        await lead.Tell("contacted", accepted.AddSeconds(1), """{"actor":"eve"}""");
        await _deadlines.AskAgain(lead);
        (await lead.Said()).Count(said => said.StartsWith("breach-retracted", StringComparison.Ordinal)).ShouldBe(1);
        ((string?)(await lead.OnBoard("first-response"))["state"]).ShouldBe("met");
    }

    [Fact]
    public async Task a_contact_that_was_late_itself_retracts_nothing()
    {
        var accepted = DateTimeOffset.UtcNow.AddMinutes(-10);
        var lead = await WatchedLead.AcceptedAt(_server, "quick", accepted);
        await lead.Alarms(4);

        await lead.Tell("contacted", accepted.AddSeconds(30), """{"actor":"eve"}""");
        await _deadlines.AskAgain(lead);

        (await lead.Said()).Length.ShouldBe(4);
        ((string?)(await lead.OnBoard("first-response"))["state"]).ShouldBe("met-late");
    }

    [Fact]
    public async Task a_pause_moves_the_deadline_and_resuming_brings_it_back()
    {
        var lead = await WatchedLead.Qualified(_server, "quick");
        await lead.Do("pause", """{"leg":"acceptance","reason":"waiting-for-prospect","actor":"eve"}""");
        var paused = await lead.OnBoard("acceptance");
        ((string?)paused["state"], (string?)paused["pauseReason"]).ShouldBe(("paused", "waiting-for-prospect"));
        ((DateTimeOffset)paused["dueAt"]! - (DateTimeOffset)paused["startedAt"]!).ShouldBe(QuickClocks.Quick + TimeSpan.FromHours(2));

        await SomebodyElseIsBreached();
        (await lead.Said()).ShouldBeEmpty();
        await lead.Do("resume", """{"leg":"acceptance"}""");

        var alarms = await lead.Alarms(2);
        (await lead.Said()).ShouldBe(["at-risk acceptance", "breached acceptance"]);
        var history = await lead.History();
        var waited = OccurredAt(history.Single(e => (string?)e["type"] == "lead.resumed")) - OccurredAt(history.Single(e => (string?)e["type"] == "lead.paused"));
        OccurredAt(alarms[1]).ShouldBe((DateTimeOffset)paused["startedAt"]! + QuickClocks.Quick + waited);
        (RecordedAt(alarms[1]) - OccurredAt(alarms[1])).ShouldBeInRange(TimeSpan.Zero, Punctual);
    }

    [Fact]
    public async Task a_pause_that_is_told_after_the_breach_retracts_it_and_the_clock_may_miss_again()
    {
        var accepted = DateTimeOffset.UtcNow.AddMinutes(-10);
        var lead = await WatchedLead.AcceptedAt(_server, "quick", accepted);
        await lead.Alarms(4);

        await lead.Tell("paused", accepted.AddSeconds(2), """{"leg":"first-response","reason":"waiting-for-prospect","actor":"eve"}""");
        (await lead.Said(5))[4].ShouldBe("breach-retracted first-response due-later");
        await lead.Tell("resumed", accepted.AddMinutes(1), """{"leg":"first-response"}""");

        var again = (await lead.Alarms(6))[5];
        (await lead.Said())[5].ShouldBe("breached first-response");
        OccurredAt(again).ShouldBe(Exact(accepted) + TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task another_owner_starts_the_persons_clock_anew_and_no_other()
    {
        var lead = await WatchedLead.Qualified(_server, "fair");
        await lead.Do("accept", """{"owner":"eve","team":"north"}""");
        var before = await lead.OnBoard("first-response");

        await lead.Do("assign", """{"owner":"bob","team":"north"}""");

        var after = await lead.OnBoard("first-response");
        ((string?)before["owner"], (string?)after["owner"]).ShouldBe(("eve", "bob"));
        var assigned = OccurredAt((await lead.History())[^1]);
        ((DateTimeOffset)after["personDueAt"]!).ShouldBe(assigned + QuickClocks.Usual);
        ((DateTimeOffset)before["personDueAt"]!).ShouldBe((DateTimeOffset)before["dueAt"]!);
        foreach (var member in (string[])["startedAt", "dueAt", "atRiskAt"]) ((DateTimeOffset)after[member]!).ShouldBe((DateTimeOffset)before[member]!);
    }

    private async Task SomebodyElseIsBreached() => await (await WatchedLead.Qualified(_server, "quick")).Alarms(2);

    private static DateTimeOffset OccurredAt(JsonNode e) => (DateTimeOffset)e["occurredAt"]!;

    private static DateTimeOffset RecordedAt(JsonNode e) => (DateTimeOffset)e["recordedAt"]!;

    /// <summary>As the wire carries it, in microseconds.</summary>
    private static DateTimeOffset Exact(DateTimeOffset at) => DateTimeOffset.Parse(WatchedLead.Text(at));
}
