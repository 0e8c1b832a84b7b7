using LeadLifecycle.Server.Views.Cycles;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary>What is measured: where the clock starts and stops, as SQL over the stamps.</summary>
internal sealed record Span(string Start, string Stop)
{
    public string? Leg { get; private init; }

    public Stage? FromStage { get; private init; }

    public Stage? ToStage { get; private init; }

    /// <summary>From one stage's stamp to another's; a cycle that ended without the second has left.</summary>
    public static Span Between(Stage from, Stage to) => new(Columns.Of(from), Columns.Of(to)) { FromStage = from, ToStage = to };

    /// <summary>A leg also stops at any later stage and at the cycle's end, whichever came first.</summary>
    public static Span Of(Leg leg)
    {
        var start = Columns.Of(leg.Starts);
        var stops = leg.StoppedBy.Select(Columns.Of);
        // One contact before the start answers the leg at 0; greatest(null, …) would ignore a missing contact.
        if (leg.StopsAtContact) stops = stops.Prepend($"case when {Columns.ContactedAt} is not null then greatest({Columns.ContactedAt}, {start}) end");
        return new Span(start, $"least({string.Join(", ", stops)})") { Leg = leg.Name };
    }
}
