namespace LeadLifecycle.Specs.Sla;

/// <summary>Leads that are treated in a way of their own: the most specific segment wins, of equals the first listed.</summary>
public sealed class SegmentSpecs
{
    private static readonly SlaSegment Paid = new("paid") { Sources = ["paid"] };
    private static readonly SlaSegment German = new("german") { Countries = ["DE"] };
    private static readonly SlaSegment Emea = new("emea") { Teams = ["emea"] };
    private static readonly SlaSegment Hot = new("hot") { MinScore = 90 };

    private static readonly LeadCaptured PaidFromGermany = Captured with { Source = "paid", Company = new Company { Country = "DE" } };
    private static readonly LeadMarketingQualified HotForEmea = Qualified with { Team = "emea", Score = 95 };

    [Fact]
    public void a_lead_of_no_segment_is_treated_like_all() => Of([Paid, German, Emea, Hot], Captured, Qualified).ShouldBeNull();

    [Fact]
    public void each_condition_alone_makes_a_segment() =>
        ((SlaSegment[])[Paid, German, Emea, Hot]).ShouldAllBe(segment => Of(new[] { segment }, PaidFromGermany, HotForEmea) == segment.Name);

    [Fact]
    public void all_its_conditions_must_hold()
    {
        var both = new SlaSegment("both") { Sources = ["paid"], MinScore = 90 };
        Of([both], PaidFromGermany, HotForEmea).ShouldBe("both");
        Of([both], PaidFromGermany, Qualified).ShouldBeNull();
        Of([both], Captured, HotForEmea).ShouldBeNull();
    }

    [Fact]
    public void the_most_specific_wins_wherever_it_is_listed()
    {
        var specific = new SlaSegment("specific") { Sources = ["paid"], Teams = ["emea"] };
        Of([Paid, specific], PaidFromGermany, HotForEmea).ShouldBe("specific");
        Of([specific, Paid], PaidFromGermany, HotForEmea).ShouldBe("specific");
    }

    [Fact]
    public void a_condition_counts_once_however_many_values_it_lists() =>
        Of([Paid with { Name = "first" }, German with { Countries = ["DE", "AT", "CH"] }], PaidFromGermany, Qualified).ShouldBe("first");

    [Fact]
    public void of_equals_the_first_listed_wins()
    {
        Of([German, Paid], PaidFromGermany, Qualified).ShouldBe("german");
        Of([Paid, German], PaidFromGermany, Qualified).ShouldBe("paid");
    }

    [Fact]
    public void a_country_is_the_same_in_whatever_case() =>
        Of([German], PaidFromGermany with { Company = new Company { Country = "de" } }, Qualified).ShouldBe("german");

    [Theory]
    [InlineData(90.0, "hot")]
    [InlineData(89.99, null)]
    [InlineData(null, null)]
    public void an_unknown_score_reaches_no_minimum(double? score, string? segment) =>
        Of([Hot], Captured, Qualified with { Score = (decimal?)score }).ShouldBe(segment);

    [Fact]
    public void an_unknown_value_is_in_no_list() => Of([Paid, German, Emea], new LeadCaptured(), new LeadMarketingQualified()).ShouldBeNull();

    [Fact]
    public void a_segment_replaces_the_targets_and_the_calendar_it_names_and_keeps_the_rest()
    {
        var always = new BusinessCalendar(TimeZoneInfo.Utc, Enum.GetValues<DayOfWeek>().Select(day => new OpenWindow(day, TimeSpan.Zero, TimeSpan.FromHours(24))), []);
        var agreed = Agreed.Default with
        {
            Sla = SlaPolicy.Default with { Segments = [Hot with { Targets = new Dictionary<string, TimeSpan> { ["acceptance"] = TimeSpan.FromHours(1) }, Calendar = "always" }] },
            Calendars = new CalendarBook(1, new Dictionary<string, BusinessCalendar>(CalendarBook.Default.Calendars) { ["always"] = always }),
        };
        var watch = Watch.Over(AgreementHistory.Of(agreed), HotForEmea.At("Mon 16:30"), Accepted.At("Mon 17:00"));

        watch.Clock(Leg.Acceptance).Due.ShouldBe(Week.At("Mon 17:30"));
        watch.Clock(Leg.FirstResponse).Due.ShouldBe(Week.At("Tue 01:00"));
        watch.Clocks.ShouldAllBe(clock => clock.Segment == "hot");
    }

    [Fact]
    public void what_is_only_known_later_does_not_shorten_a_leg_that_ran_before_it()
    {
        var policy = new SlaPolicy(1)
        {
            Targets = new Dictionary<string, TimeSpan> { ["qualification"] = TimeSpan.FromHours(8) },
            Segments = [Hot with { Targets = new Dictionary<string, TimeSpan> { ["qualification"] = TimeSpan.FromHours(1) } }],
        };
        var watch = Watch.Over(policy, Captured.At("Mon 09:00"), HotForEmea.At("Mon 12:00"));
        watch.Clock(Leg.Qualification).Segment.ShouldBeNull();
        watch.State(Leg.Qualification, "Tue 09:00").ShouldBe(ClockState.Met);
        watch.Clock(Leg.Acceptance).Segment.ShouldBe("hot");
    }

    private static string? Of(SlaSegment[] segments, LeadCaptured captured, LeadMarketingQualified qualified) =>
        Watch.Over(SlaPolicy.Default with { Segments = segments }, captured.At("Mon 09:00"), qualified.At("Mon 10:00")).Clock(Leg.Acceptance).Segment;
}
