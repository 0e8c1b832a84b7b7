using LeadLifecycle.Server.Notify;
using Schedule = LeadLifecycle.Server.Notify.Schedule;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>What is notifiable, who asks for it, and when it is tried again: decided without a database.</summary>
public sealed class PureTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void every_move_of_the_handoff_is_told_and_nothing_before_it() => Told(
        new LeadCaptured { Source = "fair" }, new LeadEngaged(), new LeadMarketingQualified { Team = "emea", Score = 7 }, new LeadSalesAccepted { Owner = "u1" },
        new LeadSalesQualified(), new LeadTouched(), new LeadWon()).ShouldBe([null, null, "handoff.offered", "handoff.accepted", "lead.sales-qualified", null, "lead.won"]);

    [Fact]
    public void a_recycling_straight_from_the_offer_is_a_rejection_and_a_later_one_is_not()
    {
        Told(new LeadMarketingQualified(), new LeadRecycled { Reason = "timing" }).ShouldBe(["handoff.offered", "handoff.rejected"]);
        Told(new LeadMarketingQualified(), new LeadSalesAccepted(), new LeadRecycled()).ShouldBe(["handoff.offered", "handoff.accepted", "lead.recycled"]);
    }

    [Fact]
    public void repeats_and_what_comes_after_the_end_are_not_told() =>
        Told(new LeadMarketingQualified(), new LeadMarketingQualified(), new LeadWon(), new LeadLost()).ShouldBe(["handoff.offered", null, "lead.won", null]);

    [Fact]
    public void what_others_overtook_is_not_told() => Told(
        new LeadSalesAccepted { OccurredAt = Monday.AddHours(9) }, new LeadMarketingQualified { OccurredAt = Monday.AddHours(1) }).ShouldBe(["handoff.accepted", null]);

    [Fact]
    public void history_is_quiet() =>
        Told(new LeadMarketingQualified { Backfill = true }, new LeadLost()).ShouldBe([null, "lead.lost"]);

    [Fact]
    public void the_facts_are_the_leads_at_that_moment()
    {
        var facts = Notices(new LeadCaptured { Source = "fair" }, new LeadMarketingQualified { Team = "emea", Score = 7 }, new LeadSalesAccepted { Owner = "u1" })[2]!.Facts;

        (facts.Stage, facts.Team, facts.Owner, facts.Source, facts.Score).ShouldBe(("SalesAccepted", "emea", "u1", "fair", 7m));
    }

    [Fact]
    public void an_empty_filter_asks_for_everything_and_a_named_one_fits_only_what_is_known()
    {
        new Filter().Fits("handoff.offered", new NoticeFacts()).ShouldBeTrue();
        new Filter { Teams = ["emea"] }.Fits("handoff.offered", new NoticeFacts()).ShouldBeFalse();
        new Filter { Teams = ["apac", "emea"], MinScore = 5 }.Fits("handoff.offered", new NoticeFacts { Team = "emea", Score = 5 }).ShouldBeTrue();
        new Filter { MinScore = 5 }.Fits("handoff.offered", new NoticeFacts { Score = 4.9m }).ShouldBeFalse();
        new Filter { MinScore = 0 }.Fits("handoff.offered", new NoticeFacts()).ShouldBeFalse();
        new Filter { Types = ["lead.won"] }.Fits("lead.lost", new NoticeFacts()).ShouldBeFalse();
        new Filter { Segments = ["dach"] }.Fits("lead.lost", new NoticeFacts { Segment = "dach" }).ShouldBeTrue();
    }

    [Fact]
    public void ten_attempts_then_no_more()
    {
        Enumerable.Range(1, 9).Select(failures => Schedule.WaitAfter(failures, 0, null)!.Value.TotalSeconds)
            .ShouldBe([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
        Schedule.WaitAfter(10, 0, null).ShouldBeNull();
        Schedule.Attempts.ShouldBe(10);
    }

    [Fact]
    public void jitter_only_adds_and_no_more_than_a_tenth()
    {
        Schedule.WaitAfter(2, 1, null).ShouldBe(TimeSpan.FromMinutes(5.5));
        Schedule.WaitAfter(2, 7, null).ShouldBe(TimeSpan.FromMinutes(5.5));
        Schedule.WaitAfter(2, -1, null).ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void a_receiver_can_only_ask_for_more_time_and_for_a_day_at_most()
    {
        Schedule.WaitAfter(1, 0, TimeSpan.FromMinutes(10)).ShouldBe(TimeSpan.FromMinutes(10));
        Schedule.WaitAfter(2, 0, TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromMinutes(5));
        Schedule.WaitAfter(1, 0, TimeSpan.FromDays(30)).ShouldBe(TimeSpan.FromDays(1));
        Schedule.Throttle(TimeSpan.FromDays(30)).ShouldBe(TimeSpan.FromDays(1));
    }

    [Fact]
    public void one_delivery_has_one_id_and_no_two_share_it()
    {
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
        FanOut.DeliveryId(a, b).ShouldBe(FanOut.DeliveryId(a, b));
        FanOut.DeliveryId(a, b).ShouldNotBe(FanOut.DeliveryId(b, a));
        FanOut.DeliveryId(a, b).ShouldMatch("^msg_[0-9a-f]{32}$");
    }

    private static string?[] Told(params LeadEvent[] events) => [.. Notices(events).Select(notice => notice?.Type)];

    /// <summary>An hour apart unless they say when.</summary>
    private static Notice?[] Notices(params LeadEvent[] events)
    {
        var (lead, id, notices) = ((Lead?)null, Guid.NewGuid(), new List<Notice?>());
        for (var i = 0; i < events.Length; i++)
        {
            var eventId = Guid.NewGuid();
            var e = events[i] with { OccurredAt = events[i].OccurredAt == default ? Monday.AddHours(i) : events[i].OccurredAt };
            var arrived = Arrival.Of(lead, id, eventId, e);
            lead = Lead.Evolve(lead, id, eventId, arrived);
            notices.Add(Notice.Of(arrived, lead, Agreed.Default));
        }

        return [.. notices];
    }
}
