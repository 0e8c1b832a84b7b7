using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Views.Leads;

/// <summary>A lead as <c>GET /v1/leads/{id}</c> tells it: the card, every cycle with its stamps, and the facts that moved nothing.</summary>
/// <param name="Allowed">The stage steps a command may take now; after Won they need <c>reopen: true</c>.</param>
internal sealed record LeadAnswer(
    Guid LeadId, Stage? Stage, int Cycle, long Version, long Position, DateTimeOffset? Since, string? Owner, string? Team, string? Source, string? Channel, string? Campaign,
    Company? Company, decimal? Score, decimal? Amount, string? Currency, string? Reason, DateTimeOffset? RecordedAt,
    IReadOnlyList<LeadAnswer.CycleAnswer> Cycles, IReadOnlyList<LeadAnswer.Beside> Repeats, IReadOnlyList<LeadAnswer.Beside> AfterEnd, IReadOnlyList<Guid> Voided, IReadOnlyList<string> Allowed, UpTo UpTo)
{
    /// <summary>Null when the workspace has no such lead, or had none at that time.</summary>
    public static async Task<LeadAnswer?> Read(
        LeadStreams streams, Freshness freshness, string workspace, Guid leadId, DateTimeOffset? asOf, DateTimeOffset? knownAt, long? version, CancellationToken ct)
    {
        // Asked before the stream is read: what is certain now is certainly in it.
        var upTo = await freshness.Of(Freshness.HighWaterMark, ct);
        var events = await streams.Read(workspace, leadId, version: version, knownAt: knownAt, ct: ct);
        if (events.Count == 0) return null;
        Lead? lead = null;
        foreach (var e in events) lead = Lead.Evolve(lead, leadId, e.Id, e.Event, e.RecordedAt);
        return Of(lead!, asOf, events[^1], upTo);
    }

    private static LeadAnswer Of(Lead lead, DateTimeOffset? asOf, StoredEvent last, UpTo upTo)
    {
        var course = asOf is { } instant ? lead.AsOf(instant) : lead.Course;
        var facts = asOf is { } bound ? lead.Facts.Before(bound) : lead.Facts;
        var card = LeadCard.Of(lead.Id, course, facts, last.Version, last.Position, last.RecordedAt);
        return new LeadAnswer(
            card.LeadId, card.Stage, card.Cycle, card.Version, card.Position, card.Since, card.Owner, card.Team, card.Source, card.Channel, card.Campaign,
            card.Company, card.Score, card.Amount, card.Currency, card.Reason, card.RecordedAt,
            [.. course.Cycles.Select(Tell)],
            Beside.Those(course, facts, Standing.Repeat), Beside.Those(course, facts, Standing.AfterEnd),
            [.. lead.Facts.Voids.Values.Distinct()], Steps.AllowedFrom(course.Stage), upTo);
    }

    private static CycleAnswer Tell(Cycle cycle) => new(
        cycle.Number, cycle.Stage, cycle.End is null, cycle.IsNegative, [.. cycle.Path],
        [.. cycle.Path.Select(stage => new StampAnswer(stage, cycle[stage]!.Value.At, cycle[stage]!.Value.Id, cycle[stage]!.Value.Fact.Actor))]);

    /// <param name="Negative">A later stage happened before an earlier one.</param>
    internal sealed record CycleAnswer(int Cycle, Stage Stage, bool Open, bool Negative, IReadOnlyList<Stage> Path, IReadOnlyList<StampAnswer> Stamps);

    /// <param name="Fact">The id of the event that holds the stamp.</param>
    internal sealed record StampAnswer(Stage Stage, DateTimeOffset OccurredAt, Guid Fact, string? Actor);

    /// <summary>A stage fact that is kept but stamps nothing.</summary>
    internal sealed record Beside(Guid Fact, Stage Stage, DateTimeOffset OccurredAt)
    {
        public static IReadOnlyList<Beside> Those(Course course, FactSet facts, Standing standing) =>
        [
            .. facts.Standing.Where(kept => course.Standings.TryGetValue(kept.Id, out var stands) && stands == standing)
                .Select(kept => new Beside(kept.Id, ((StageFact)kept.Event).Stage, kept.Event.OccurredAt)),
        ];
    }
}
