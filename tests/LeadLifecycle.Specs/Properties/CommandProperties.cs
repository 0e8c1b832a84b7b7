using CsCheck;

namespace LeadLifecycle.Specs.Properties;

/// <summary>What holds for every command on every lead.</summary>
public sealed class CommandProperties
{
    private const int Enough = 20_000;

    private static readonly Guid Again = Guid.Parse("a9a10000-0000-0000-0000-000000000000");

    /// <summary>The table of the domain: where a command may go from each stage; every end leads to a next cycle.</summary>
    private static readonly Dictionary<string, string> Ways = new()
    {
        [""] = "Captured",
        ["Captured"] = "Engaged MarketingQualified Lost Recycled",
        ["Engaged"] = "MarketingQualified Lost Recycled",
        ["MarketingQualified"] = "SalesAccepted Recycled Lost",
        ["SalesAccepted"] = "SalesQualified Recycled Lost",
        ["SalesQualified"] = "Won Lost Recycled",
        ["Won"] = "Captured Engaged MarketingQualified",
        ["Lost"] = "Captured Engaged MarketingQualified",
        ["Recycled"] = "Captured Engaged MarketingQualified",
    };

    [Fact]
    public void a_command_decided_twice_records_nothing() => Lives.Any.Sample(
        life => Lives.Live(life, (_, asking, decision, after) =>
        {
            if (decision is not Decision.Recording)
            {
                asking.Decide(after, asking.Id).ShouldNotBeOfType<Decision.Recording>();
                return;
            }

            asking.Decide(after, asking.Id).ShouldBe(Decision.Nothing);
            if (asking is { IsCommand: true, Event: not (LeadTouched or LeadContacted or LeadFeedback) })
                asking.Decide(after, Again).ShouldNotBeOfType<Decision.Recording>();
        }),
        iter: Enough, print: Lives.Print);

    [Fact]
    public void a_recorded_command_goes_one_way_of_the_table_and_holds_a_stamp() => Lives.Any.Sample(
        life => Lives.Live(life, (before, asking, decision, after) =>
        {
            if (asking is not { IsCommand: true, Event: StageFact fact } || decision is not Decision.Recording recording) return;
            Ways[$"{before?.Stage}"].Split(' ').ShouldContain($"{fact.Stage}");
            after!.Stage.ShouldBe(fact.Stage);
            after.Course.Current![fact.Stage]!.Value.Id.ShouldBe(asking.Id);
            ((StageFact)recording.Event).Reopens.ShouldBe(before?.Course.Current?.End is not null);
        }),
        iter: Enough, print: Lives.Print);

    [Fact]
    public void a_refused_command_says_what_is_allowed_and_that_is_the_table() => Lives.Any.Sample(
        life => Lives.Live(life, (before, asking, decision, _) =>
        {
            if (asking.IsCommand && decision is Decision.Refusal refusal)
                refusal.Allowed.Select(StageOf).ShouldBe(Ways[$"{before?.Stage}"].Split(' '), ignoreOrder: true);
        }),
        iter: Enough / 2, print: Lives.Print);

    /// <summary>The fold itself throws at a stream it cannot read; to live is to fold.</summary>
    [Fact]
    public void no_decision_makes_a_stream_the_fold_refuses() => Lives.Any.SelectMany(life => Gen.Int[0, life.Length - 1].Select(at => (life, at))).Sample(
        (life, at) =>
        {
            var sentAgain = life.Append(life[at]).Append(life[at] with { IsCommand = !life[at].IsCommand });
            var recorded = 0;
            var lead = Lives.Live(sentAgain, (_, _, decision, _) => recorded += decision is Decision.Recording ? 1 : 0);
            (lead?.Version ?? 0).ShouldBe(recorded);
        },
        iter: Enough, print: asked => Lives.Print(asked.Item1));

    [Fact]
    public void a_report_is_refused_only_for_an_unknown_code_or_a_void_of_a_void() => Lives.Any.Sample(
        life => Lives.Live(life, (before, asking, decision, _) =>
        {
            if (asking.IsCommand || decision is Decision.Recording) return;
            decision.ShouldBeOfType<Decision.Refusal>().Code.ShouldBe(RefusalCodes.FactNotVoidable);
            before!.Facts.IsVoid(((LeadFactVoided)asking.Event).Fact).ShouldBeTrue();
        }),
        iter: Enough / 2, print: Lives.Print);

    private static string StageOf(string step) => step switch
    {
        "capture" => "Captured",
        "engage" => "Engaged",
        "qualify" => "MarketingQualified",
        "accept" => "SalesAccepted",
        "sales-qualify" => "SalesQualified",
        "win" => "Won",
        "lose" => "Lost",
        "recycle" => "Recycled",
        _ => step,
    };
}
