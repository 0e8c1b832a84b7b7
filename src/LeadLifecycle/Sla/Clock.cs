namespace LeadLifecycle;

/// <summary>Where a clock stands at an instant.</summary>
public enum ClockState
{
    /// <summary>Open, and less than the at-risk share of its target used.</summary>
    Running,

    /// <summary>Open, and most of the target used.</summary>
    AtRisk,

    /// <summary>Open and past due.</summary>
    Breached,

    /// <summary>Open; it waits for somebody else.</summary>
    Paused,

    /// <summary>Done in time, exactly at due included.</summary>
    Met,

    /// <summary>Done, but after due.</summary>
    MetLate,

    /// <summary>The leg has no target: it is measured, never missed.</summary>
    Open,

    /// <summary>Done without a target.</summary>
    Done,
}

/// <summary>A stretch in which a clock waited, half-open, UTC. Its end may lie ahead.</summary>
public readonly record struct Wait(DateTimeOffset From, DateTimeOffset To, string? Reason);

/// <summary>Who had the lead from an instant on, within one cycle.</summary>
/// <param name="Cycle">1..n.</param>
public readonly record struct Steward(DateTimeOffset Since, int Cycle, string? Owner, string? Team);

/// <summary>
/// One leg of one cycle, as its facts and the agreement frozen at its start make it. No clock enters: where it stands is
/// asked for an instant.
/// </summary>
/// <param name="StartedBy">The stored id of the fact that started it; with the leg it names the clock.</param>
/// <param name="Start">UTC.</param>
public sealed record Clock(Leg Leg, int Cycle, Guid StartedBy, DateTimeOffset Start)
{
    /// <summary>When the leg was done, in the world; null while it is open.</summary>
    public DateTimeOffset? Stop { get; init; }

    /// <summary>Business time agreed for the leg; null: none, and then it is never at risk or due.</summary>
    public TimeSpan? Target { get; init; }

    /// <summary>When the at-risk share is used up, UTC.</summary>
    public DateTimeOffset? AtRisk { get; init; }

    /// <summary>When it must be done, UTC; known as long as the waits in it are.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When the person who has the lead must have done it: this clock starts anew with each owner, and raises nothing.</summary>
    public DateTimeOffset? PersonDue { get; init; }

    public required BusinessCalendar Calendar { get; init; }

    public int PolicyVersion { get; init; }

    public string? Segment { get; init; }

    /// <summary>In order, not overlapping.</summary>
    public IReadOnlyList<Wait> Waits { get; init; } = [];

    /// <summary>Who had the lead, in order of time.</summary>
    public IReadOnlyList<Steward> Stewards { get; init; } = [];

    /// <summary>The team the handoff was offered to; who has the lead while nobody was named.</summary>
    public string? OfferedTo { get; init; }

    /// <summary>Its start was told as history: it is counted, and raises no event.</summary>
    public bool Quiet { get; init; }

    public bool Missed(DateTimeOffset now) => Due is { } due && (Stop is { } stop ? stop > due : now >= due);

    public ClockState StateAt(DateTimeOffset now) => this switch
    {
        { Due: null, Stop: null } => ClockState.Open,
        { Due: null } => ClockState.Done,
        { Stop: not null } => Missed(now) ? ClockState.MetLate : ClockState.Met,
        _ when now >= Due => ClockState.Breached,
        _ when Waits.Any(wait => wait.From <= now && now < wait.To) => ClockState.Paused,
        _ when now >= AtRisk => ClockState.AtRisk,
        _ => ClockState.Running,
    };

    /// <summary>Business time it ran until it stopped, or until now; waits are not in it.</summary>
    public TimeSpan Elapsed(DateTimeOffset now) => BusinessTime.Between(Calendar, Waits, Start, Stop ?? now);

    /// <summary>Business time until due, from its stop or from now; negative when overdue, null without a target.</summary>
    public TimeSpan? Left(DateTimeOffset now) => (Due, Stop ?? now) switch
    {
        (null, _) => null,
        ({ } due, var at) when at < due => BusinessTime.Between(Calendar, Waits, at > Start ? at : Start, due),
        ({ } due, var at) => -BusinessTime.Between(Calendar, Waits, due, at),
    };

    /// <summary>Who has, or at the stop had, the lead.</summary>
    public Steward Holder => HolderAt(Stop ?? DateTimeOffset.MaxValue);

    /// <summary>Who had the lead at an instant; what was handed over at that very instant has not happened yet, unless the clock started with it.</summary>
    public Steward HolderAt(DateTimeOffset instant)
    {
        var holder = Stewards.LastOrDefault(steward => steward.Since < instant || steward.Since <= Start);
        return holder with { Team = holder.Team ?? OfferedTo };
    }

    /// <summary>Since when the one who has the lead has it; a change of the team alone is no change of the person.</summary>
    internal DateTimeOffset PersonSince()
    {
        var since = Start;
        string? owner = null;
        foreach (var steward in Stewards.Where(steward => Stop is not { } stop || steward.Since < stop || steward.Since <= Start))
        {
            if (steward.Owner != owner) since = steward.Since;
            owner = steward.Owner;
        }

        return since > Start ? since : Start;
    }
}
