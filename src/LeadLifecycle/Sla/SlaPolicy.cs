namespace LeadLifecycle;

/// <summary>How long each leg may take, for which leads, on which calendar. Frozen for a clock when it starts.</summary>
/// <param name="Version">Of the agreement; 0 is the default nobody signed.</param>
public sealed record SlaPolicy(int Version)
{
    public static readonly SlaPolicy Default = new(0)
    {
        Targets = new Dictionary<string, TimeSpan>
        {
            [Leg.Acceptance.Name] = TimeSpan.FromHours(4),
            [Leg.FirstResponse.Name] = TimeSpan.FromHours(8),
            [Leg.SalesQualification.Name] = TimeSpan.FromHours(40),
        },
        Pauses = new Dictionary<string, TimeSpan>
        {
            ["waiting-for-prospect"] = TimeSpan.FromDays(5),
            ["agreed-date"] = TimeSpan.FromDays(30),
        },
    };

    /// <summary>Business time per leg, by its name; a leg without a target is measured and never missed.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Targets { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>The calendar the business time is counted on.</summary>
    public string Calendar { get; init; } = CalendarBook.DefaultName;

    /// <summary>The share of the target after which a clock is at risk, above 0 and below 1.</summary>
    public decimal AtRiskShare { get; init; } = 0.8m;

    /// <summary>Leads that have targets or a calendar of their own.</summary>
    public IReadOnlyList<SlaSegment> Segments { get; init; } = [];

    /// <summary>The reasons a clock may be paused for, and the longest time, by the wall clock, each may take.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Pauses { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>The most specific segment a cycle belongs to on a leg, the first of equals; null for none.</summary>
    public SlaSegment? SegmentOf(Leg leg, Cycle cycle) =>
        Segments.Where(segment => segment.Fits(leg, cycle)).OrderByDescending(segment => segment.Conditions).FirstOrDefault();

    public TimeSpan? TargetOf(Leg leg, SlaSegment? segment) =>
        segment is not null && segment.Targets.TryGetValue(leg.Name, out var own) ? own
        : Targets.TryGetValue(leg.Name, out var common) ? common
        : null;
}
