namespace LeadLifecycle.Specs;

/// <summary>Given what was recorded, when something is asked or reported, then this. Folds with the production fold.</summary>
public sealed class Story
{
    private static readonly Guid LeadId = Guid.Parse("1ead0000-0000-0000-0000-000000000000");
    private static readonly Rules Rules = new(Agreed.Default);

    private int _told;

    public Lead? Lead { get; private set; }

    public static Story GivenNoLead => new();

    /// <summary>Facts in the order they were recorded; one without a day of its own happened on the day of its number.</summary>
    public static Story Given(params LeadEvent[] facts)
    {
        var story = new Story();
        foreach (var fact in facts) story.Reported(fact);
        return story;
    }

    /// <summary>A command; it happens after all that was given unless it says when.</summary>
    public Outcome When(LeadEvent asked)
    {
        var e = Dated(asked);
        return new Outcome(Lead, LeadId, Id(_told), Rules.Command(Lead, LeadId, Id(_told), e));
    }

    public Outcome WhenReported(LeadEvent fact)
    {
        var e = Dated(fact);
        return new Outcome(Lead, LeadId, Id(_told), Rules.Report(Lead, LeadId, Id(_told), e));
    }

    private void Reported(LeadEvent fact) => Lead = WhenReported(fact).ThenLead();

    private LeadEvent Dated(LeadEvent e)
    {
        _told++;
        return e.OccurredAt == default ? e.On(_told) : e;
    }
}
