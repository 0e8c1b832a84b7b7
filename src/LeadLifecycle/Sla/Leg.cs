namespace LeadLifecycle;

/// <summary>
/// A handoff between two people or teams, measured per lead and cycle. It starts at one stage's stamp and stops at the
/// earliest of: its own stop, any later stage, the cycle's end.
/// </summary>
/// <param name="Name">As it stands in routes and reports.</param>
/// <param name="Starts">The stage whose stamp starts it.</param>
/// <param name="Stops">The lowest stage whose stamp stops it; every later one does too.</param>
/// <param name="StopsAtContact">A human contact since qualification stops it as well; one before the start stops it at 0.</param>
public sealed record Leg(string Name, Stage Starts, Stage Stops, bool StopsAtContact = false)
{
    public static readonly Leg Qualification = new("qualification", Stage.Captured, Stage.MarketingQualified);
    public static readonly Leg Acceptance = new("acceptance", Stage.MarketingQualified, Stage.SalesAccepted);
    public static readonly Leg FirstResponse = new("first-response", Stage.SalesAccepted, Stage.SalesQualified, StopsAtContact: true);
    public static readonly Leg SalesQualification = new("sales-qualification", Stage.SalesAccepted, Stage.SalesQualified);
    public static readonly Leg Closing = new("closing", Stage.SalesQualified, Stage.Won);

    public static readonly IReadOnlyList<Leg> All = [Qualification, Acceptance, FirstResponse, SalesQualification, Closing];

    /// <summary>The stages whose stamps stop it.</summary>
    public IEnumerable<Stage> StoppedBy => Stages.All.Where(stage => stage >= Stops);

    /// <summary>The leg of that name; null for none.</summary>
    public static Leg? Named(string? name) => All.FirstOrDefault(leg => leg.Name == name);

    /// <summary>The stamp that starts it; null when the cycle has none.</summary>
    public Stamp? StartOf(Cycle cycle) => cycle[Starts];

    /// <summary>When it stopped, in the world; null while it is open.</summary>
    public DateTimeOffset? StopOf(Cycle cycle, FactSet facts)
    {
        var stop = StoppedBy.Select(stage => cycle[stage]?.At).Min();
        if (!StopsAtContact || FirstContact.In(cycle, facts) is not { } contact || StartOf(cycle) is not { } start) return stop;
        var answered = contact > start.At ? contact : start.At;
        return stop < answered ? stop : answered;
    }
}
