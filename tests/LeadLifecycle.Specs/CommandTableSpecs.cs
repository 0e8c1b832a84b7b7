namespace LeadLifecycle.Specs;

/// <summary>
/// Every place a lead can stand in against every step a command can ask for. R is recorded, - is nothing to record,
/// x is refused with lead.step-not-allowed. The lead holds just what the command says, so asking for the stage it is
/// in is the same command again.
/// </summary>
public sealed class CommandTableSpecs
{
    /// <summary>Where the signs of a row begin.</summary>
    private const int Width = 19;

    private static readonly string[] Columns =
        ["capture", "engage", "qualify", "accept", "sales-qualify", "win", "lose", "recycle", "touch", "contact", "assign", "void", "feedback"];

    [Theory]
    //                              cap eng qua acc s-q win los rec tou con ass voi fee
    [InlineData("no lead            R   x   x   x   x   x   x   x   x   x   x   x   x")]
    [InlineData("touches only       R   x   x   x   x   x   x   x   R   R   R   R   R")]
    [InlineData("Captured           -   R   R   x   x   x   R   R   R   R   R   R   R")]
    [InlineData("Engaged            -   -   R   x   x   x   R   R   R   R   R   R   R")]
    [InlineData("MarketingQualified -   x   -   R   x   x   R   R   R   R   R   R   R")]
    [InlineData("SalesAccepted      -   x   x   -   R   x   R   R   R   R   R   R   R")]
    [InlineData("SalesQualified     -   x   x   x   -   R   R   R   R   R   R   R   R")]
    [InlineData("Won                x   x   x   x   x   -   x   x   R   R   R   R   R")]
    [InlineData("Lost               R   R   R   x   x   x   -   x   R   R   R   R   R")]
    [InlineData("Recycled           R   R   R   x   x   x   x   -   R   R   R   R   R")]
    public void a_command_obeys_the_table(string row) =>
        Signs(PlaceOf(row), Columns.Select(Ask)).ShouldBe(Expected(row));

    [Theory]
    //                              cap eng qua
    [InlineData("no lead            R   x   x")]
    [InlineData("touches only       R   x   x")]
    [InlineData("Captured           -   R   R")]
    [InlineData("Engaged            -   -   R")]
    [InlineData("MarketingQualified -   x   -")]
    [InlineData("SalesAccepted      -   x   x")]
    [InlineData("SalesQualified     -   x   x")]
    [InlineData("Won                R   R   R")]
    [InlineData("Lost               R   R   R")]
    [InlineData("Recycled           R   R   R")]
    public void reopen_opens_what_has_ended_and_changes_nothing_else(string row) =>
        Signs(PlaceOf(row), [Captured with { Reopen = true }, Engaged with { Reopen = true }, Qualified with { Reopen = true }])
            .ShouldBe(Expected(row));

    [Theory]
    [InlineData("no lead", "capture")]
    [InlineData("touches only", "capture")]
    [InlineData("Captured", "engage qualify lose recycle")]
    [InlineData("Engaged", "qualify lose recycle")]
    [InlineData("MarketingQualified", "accept recycle lose")]
    [InlineData("SalesAccepted", "sales-qualify recycle lose")]
    [InlineData("SalesQualified", "win lose recycle")]
    [InlineData("Won", "capture engage qualify")]
    [InlineData("Lost", "capture engage qualify")]
    [InlineData("Recycled", "capture engage qualify")]
    public void a_refusal_lists_what_is_allowed_now(string place, string allowed)
    {
        var refused = place is "SalesQualified" ? Accepted : (LeadEvent)SalesQualified;
        var step = place is "SalesAccepted" ? Won : refused;
        Place(place).When(step).ThenRefused("lead.step-not-allowed").Allowed.ShouldBe(allowed.Split(' '));
    }

    [Theory]
    [InlineData("Lost")]
    [InlineData("Recycled")]
    [InlineData("Won")]
    public void the_event_of_every_re_entry_carries_reopen(string place)
    {
        var say = place == "Won";
        Place(place).When(Captured with { Reopen = say }).ThenRecorded<LeadCaptured>().Reopen.ShouldBeTrue();
        Place(place).When(Engaged with { Reopen = say }).ThenRecorded<LeadEngaged>().Reopen.ShouldBeTrue();
        Place(place).When(Qualified with { Reopen = say }).ThenRecorded<LeadMarketingQualified>().Reopen.ShouldBeTrue();
    }

    private static IEnumerable<string> Signs(string place, IEnumerable<LeadEvent> asked) =>
        asked.Select(command => Place(place).When(command).Sign);

    private static string PlaceOf(string row) => row[..Width].Trim();

    private static string[] Expected(string row) => row[Width..].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static LeadEvent Ask(string step) => step switch
    {
        "capture" => Captured,
        "engage" => Engaged,
        "qualify" => Qualified,
        "accept" => Accepted,
        "sales-qualify" => SalesQualified,
        "win" => Won,
        "lose" => Lost,
        "recycle" => Recycled,
        "touch" => Touched,
        "contact" => Contacted,
        "assign" => AssignedTo("bob"),
        "void" => VoidOf(1),
        _ => Feedback,
    };

    private static Story Place(string place) => place switch
    {
        "no lead" => GivenNoLead,
        "touches only" => Given(Touched),
        "Captured" => Given(Captured),
        "Engaged" => Given(Captured, Engaged),
        "MarketingQualified" => Given(Captured, Engaged, Qualified),
        "SalesAccepted" => Given(Captured, Engaged, Qualified, Accepted),
        "SalesQualified" => Given(Captured, Engaged, Qualified, Accepted, SalesQualified),
        "Won" => Given(Captured, Engaged, Qualified, Accepted, SalesQualified, Won),
        "Lost" => Given(Captured, Engaged, Lost),
        _ => Given(Captured, Engaged, Recycled),
    };
}
